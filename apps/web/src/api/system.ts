import type { SystemReply } from '@oatfin/contracts';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from './request';

/** Whether the engine and the edge are there; asked again every minute, every 10 s while one is missing. */
export function useSystem() {
  return useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => request<z.infer<typeof SystemReply>>('/system', { signal }).then((reply) => reply.system),
    refetchInterval: ({ state }) =>
      state.data?.engine.state === 'missing' || state.data?.edge.state === 'missing' ? 10_000 : 60_000,
  });
}
