import type { QueueEntry as Entry, QueueReply } from '@oatfin/contracts';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from './request';

export type QueueEntry = z.infer<typeof Entry>;
export type Queue = z.infer<typeof QueueReply>;

/** Everything of the team that runs, waits or is blocked; asked again every 3 seconds while the page is looked at. */
export function useQueue(enabled = true) {
  return useQuery({
    queryKey: ['deployments', 'queue'],
    queryFn: ({ signal }) => request<Queue>('/queue', { signal }),
    refetchInterval: 3_000,
    enabled,
  });
}
