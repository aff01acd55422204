import type {
  App,
  AppReply,
  AppStateReply,
  AppStatus,
  AppsReply,
  CloneAppBody,
  ContainerState,
  CreateAppBody,
  CreateAppReply,
  Revision,
  RevisionsReply,
  UpdateAppBody,
} from '@oatfin/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from './request';

export type RevisionDetails = z.infer<typeof Revision>;
export type AppSort = 'name' | '-createdAt' | '-updatedAt';

/** Filters of the list, as they stand in the page's address. */
export interface AppFilters {
  search?: string;
  status?: AppStatus;
  environment?: string;
  sort?: AppSort;
}

/** Apps page by page, fresh every few seconds while something is on its way. */
export function useApps(filters: AppFilters) {
  return useInfiniteQuery({
    queryKey: ['apps', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      request<AppsReply>('/apps', { params: { ...filters, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.apps.some(isMoving)) ? 3_000 : 15_000),
  });
}

/** Up to 200 apps of the team by name, to choose dependencies from. */
export function useAppChoices(enabled: boolean) {
  return useQuery({
    queryKey: ['apps', 'choices'],
    queryFn: ({ signal }) => request<AppsReply>('/apps', { params: { limit: 200, sort: 'name' }, signal }),
    select: (reply) => reply.apps,
    enabled,
  });
}

export function useApp(id: string) {
  return useQuery({
    queryKey: ['apps', 'one', id],
    queryFn: ({ signal }) => request<AppReply>(`/apps/${id}`, { signal }).then((reply) => reply.app),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 2_000 : 10_000),
  });
}

/** What the target sees of the app's containers now. */
export function useAppState(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['apps', 'state', id],
    queryFn: ({ signal }) => request<z.infer<typeof AppStateReply>>(`/apps/${id}/state`, { signal }),
    select: (reply) => reply.containers,
    refetchInterval: ({ state }) => (state.data?.containers.some(isUnmeasured) ? 1_200 : 4_000),
    enabled,
  });
}

/** Revisions from the newest, page by page. */
export function useRevisions(id: string) {
  return useInfiniteQuery({
    queryKey: ['apps', 'revisions', id],
    queryFn: ({ pageParam, signal }) =>
      request<z.infer<typeof RevisionsReply>>(`/apps/${id}/revisions`, {
        params: { limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useCreateApp() {
  return useAppMutation(({ body, key }: { body: CreateAppBody; key: string }) =>
    request<CreateAppReply>('/apps', { method: 'POST', data: body, idempotencyKey: key }),
  );
}

export function useCloneApp(sourceId: string) {
  return useAppMutation(({ body, key }: { body: CloneAppBody; key: string }) =>
    request<CreateAppReply>('/apps', { method: 'POST', params: { source: sourceId }, data: body, idempotencyKey: key }),
  );
}

export function useUpdateApp(id: string) {
  return useAppMutation((body: UpdateAppBody) => request<AppReply>(`/apps/${id}`, { method: 'PATCH', data: body }));
}

/** Starts tearing down; the app answers 404 once it is gone. */
export function useDeleteApp(id: string) {
  return useAppMutation(() => request<AppReply>(`/apps/${id}`, { method: 'DELETE' }));
}

function useAppMutation<Input, Reply>(mutationFn: (input: Input) => Promise<Reply>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ['apps'] }) });
}

/** The first look at a container tells little of what it uses; the next one does. */
function isUnmeasured({ state, cpuPercent }: ContainerState): boolean {
  return state === 'running' && cpuPercent === null;
}

function isMoving(app: App): boolean {
  return app.status === 'deploying' || app.status === 'deleting';
}
