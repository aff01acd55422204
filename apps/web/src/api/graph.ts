import type { DependencyGraph, DependencyGraphReply } from '@oatfin/contracts';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from './request';

export type Graph = z.infer<typeof DependencyGraph>;
export type GraphApp = Graph['apps'][number];
export type GraphEdge = Graph['edges'][number];

/** The team's apps, up to 1,000, and who needs whom; fresher while one of them is being deployed. */
export function useDependencyGraph() {
  return useQuery({
    queryKey: ['apps', 'graph'],
    queryFn: ({ signal }) =>
      request<z.infer<typeof DependencyGraphReply>>('/dependency-graph', { signal }).then((reply) => reply.graph),
    refetchInterval: ({ state }) => (state.data?.apps.some(({ status }) => status === 'deploying') ? 3_000 : 15_000),
  });
}
