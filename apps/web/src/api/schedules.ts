import type {
  CreateScheduleBody,
  ListRunsQuery,
  RunsReply,
  Schedule,
  SchedulePreviewReply,
  ScheduleReply,
  ScheduleRunsReply,
  SchedulesReply,
  UpdateScheduleBody,
} from '@oatfin/contracts';
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from './request';

type Page = z.infer<typeof SchedulesReply>;
export type Runs = z.infer<typeof RunsReply>;
export type ForeseenRun = Runs['foreseen'][number];

const listMs = 10_000;

/** Schedules page by page: what is coming from the soonest, what has ended from the latest. */
export function useSchedules(view: 'coming' | 'ended', app?: string) {
  const query = useInfiniteQuery({
    queryKey: ['schedules', 'list', view, app ?? null],
    queryFn: ({ pageParam, signal }) =>
      request<Page>('/schedules', {
        params: { view, app, sort: view === 'coming' ? 'runAt' : '-runAt', limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: listMs,
  });
  return { ...query, schedules: query.data?.pages.flatMap((page) => page.schedules) ?? [] };
}

/** One schedule; `id` null asks for none. */
export function useSchedule(id: string | null) {
  return useQuery({
    queryKey: ['schedules', 'one', id],
    queryFn: ({ signal }) =>
      request<z.infer<typeof ScheduleReply>>(`/schedules/${id}`, { signal }).then((reply) => reply.schedule),
    refetchInterval: 5_000,
    enabled: id !== null,
  });
}

/** How one schedule went so far, newest first. */
export function useScheduleRuns(id: string) {
  return useInfiniteQuery({
    queryKey: ['schedules', 'runs', id],
    queryFn: ({ pageParam, signal }) =>
      request<z.infer<typeof ScheduleRunsReply>>(`/schedules/${id}/runs`, {
        params: { limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
  });
}

/** Every run of a time; null asks for none. */
export function useRuns(query: ListRunsQuery | null) {
  return useQuery({
    queryKey: ['schedules', 'calendar', query],
    queryFn: ({ signal }) => request<Runs>('/runs', { params: { ...query }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: listMs,
    enabled: query !== null,
  });
}

/** What a schedule would do; null asks nothing. The answer before stays while the next one comes. */
export function useSchedulePreview(body: CreateScheduleBody | null) {
  return useQuery({
    queryKey: ['schedules', 'preview', body],
    queryFn: ({ signal }) => previewSchedule(body, signal),
    placeholderData: keepPreviousData,
    // "in 3 days 4 hours", and whether a lead time is past, change with the minute.
    refetchInterval: 30_000,
    enabled: body !== null,
  });
}

/** The API's word on what a schedule would mean. */
export async function previewSchedule(data: CreateScheduleBody | null, signal?: AbortSignal) {
  const reply = await request<z.infer<typeof SchedulePreviewReply>>('/schedules/preview', {
    method: 'POST',
    data,
    signal,
  });
  return reply.preview;
}

export function useCreateSchedule() {
  return useScheduleMutation(({ body, key }: { body: CreateScheduleBody; key: string }) =>
    request<z.infer<typeof ScheduleReply>>('/schedules', { method: 'POST', data: body, idempotencyKey: key }),
  );
}

export function useUpdateSchedule(id: string) {
  return useScheduleMutation((data: UpdateScheduleBody) =>
    request<z.infer<typeof ScheduleReply>>(`/schedules/${id}`, { method: 'PATCH', data }),
  );
}

export function useCancelSchedule(id: string) {
  return useScheduleMutation(() => request<z.infer<typeof ScheduleReply>>(`/schedules/${id}`, { method: 'DELETE' }));
}

/** Pauses, resumes, or runs a recurring schedule once more, now. */
export function useScheduleVerb(id: string) {
  return useScheduleMutation((verb: 'pause' | 'resume' | 'run-now') =>
    request<z.infer<typeof ScheduleReply>>(`/schedules/${id}/${verb}`, { method: 'POST' }),
  );
}

function useScheduleMutation<Input>(send: (input: Input) => Promise<{ schedule: Schedule }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => send(input).then((reply) => reply.schedule),
    onSettled: () => refresh(client),
  });
}

/** Also after a refusal: it mostly means that the page shows what was, not what is. */
async function refresh(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['schedules'] }),
    client.invalidateQueries({ queryKey: ['deployments'] }),
  ]);
}
