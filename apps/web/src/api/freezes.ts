import type { CreateFreezeBody, Freeze, FreezeReply, FreezesReply, UpdateFreezeBody } from '@oatfin/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from './request';

export type FreezeDetails = z.infer<typeof Freeze>;
type One = z.infer<typeof FreezeReply>;

/** The team's freezes, newest first; a team has few, so one page of 200 is all of them. */
export function useFreezes(enabled = true) {
  return useQuery({
    queryKey: ['freezes'],
    queryFn: ({ signal }) => request<z.infer<typeof FreezesReply>>('/freezes', { params: { limit: 200 }, signal }),
    select: (reply) => reply.freezes,
    // Whether one holds changes with the minute.
    refetchInterval: 30_000,
    enabled,
  });
}

export function useCreateFreeze() {
  return useFreezeMutation((body: CreateFreezeBody) => request<One>('/freezes', { method: 'POST', data: body }));
}

export function useUpdateFreeze() {
  return useFreezeMutation(({ id, body }: { id: string; body: UpdateFreezeBody }) =>
    request<One>(`/freezes/${id}`, { method: 'PATCH', data: body }),
  );
}

export function useDeleteFreeze() {
  return useFreezeMutation((id: string) => request<undefined>(`/freezes/${id}`, { method: 'DELETE' }));
}

/** What a freeze held may start with the change, so the deployments are read again too. */
function useFreezeMutation<Input, Reply>(mutationFn: (input: Input) => Promise<Reply>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['freezes'] }),
        client.invalidateQueries({ queryKey: ['deployments'] }),
      ]);
    },
  });
}
