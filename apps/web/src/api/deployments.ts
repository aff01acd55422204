import type { Deployment, DeploymentReply, DeploymentStatus, DeploymentsReply } from '@oatfin/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, newIdempotencyKey, request } from './request';

const finals: readonly DeploymentStatus[] = ['succeeded', 'failed', 'canceled', 'rolled_back'];

/** Whether a deployment has ended, in whichever way. */
export function hasEnded(status: string): boolean {
  return (finals as readonly string[]).includes(status);
}

/** Deployments of an app from the newest, page by page. */
export function useDeployments(appId: string, status: DeploymentStatus | undefined) {
  return useInfiniteQuery({
    queryKey: ['deployments', 'list', appId, status ?? null],
    queryFn: ({ pageParam, signal }) =>
      request<DeploymentsReply>('/deployments', {
        params: { app: appId, status, limit: 30, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    refetchInterval: ({ state }) => intervalFor(state.data?.pages[0]?.deployments),
  });
}

/** The last deployments of an app, for its strip. */
export function useRecentDeployments(appId: string, limit: number) {
  return useQuery({
    queryKey: ['deployments', 'recent', appId, limit],
    queryFn: ({ signal }) => request<DeploymentsReply>('/deployments', { params: { app: appId, limit }, signal }),
    select: (reply) => reply.deployments,
    refetchInterval: ({ state }) => intervalFor(state.data?.deployments),
  });
}

export function useDeployment(id: string) {
  return useQuery({
    queryKey: ['deployments', 'one', id],
    queryFn: ({ signal }) =>
      request<DeploymentReply>(`/deployments/${id}`, { signal }).then((reply) => reply.deployment),
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data.status) ? false : 5_000),
  });
}

/** Deploys the app as it is described now, or an earlier revision. */
export function useDeploy(appId: string) {
  return useDeploymentMutation((revision: number | null) =>
    request<DeploymentReply>(`/apps/${appId}/deployments`, {
      method: 'POST',
      data: revision === null ? {} : { revision },
      idempotencyKey: newIdempotencyKey(),
    }),
  );
}

/** Deploys what the app depends on first, each as soon as what it needs itself has succeeded, and then the app. */
export function useDeployChain(appId: string) {
  return useDeploymentMutation((skipIfCurrent: boolean) =>
    request<DeploymentReply>(`/apps/${appId}/deployments`, {
      method: 'POST',
      data: { withDependencies: true, skipIfCurrent },
      idempotencyKey: newIdempotencyKey(),
    }),
  );
}

/** The deployments that go before one, also those that they wait for themselves, each once; the farthest first. */
export function useChain({ id, status, waitsFor }: Pick<Deployment, 'id' | 'status' | 'waitsFor'>) {
  const client = useQueryClient();
  return useQuery({
    // When it starts or ends, so has something before it.
    queryKey: ['deployments', 'chain', id, status],
    queryFn: async ({ signal }) => {
      const chain = await readChain(waitsFor, signal);
      for (const deployment of chain) client.setQueryData(['deployments', 'one', deployment.id], deployment);
      return chain;
    },
    placeholderData: (previous) => previous,
    refetchInterval: ({ state }) => (state.data?.every(({ status }) => hasEnded(status)) ? false : 3_000),
    enabled: waitsFor.length > 0,
  });
}

async function readChain(first: Deployment['waitsFor'], signal: AbortSignal): Promise<Deployment[]> {
  const found = new Map<string, Deployment>();
  let level = first.map(({ deployment }) => deployment);
  while (level.length > 0) {
    const read = await Promise.all(level.map((id) => readIfThere(id, signal)));
    const deployments = read.filter((deployment) => deployment !== null);
    for (const deployment of deployments) found.set(deployment.id, deployment);
    const next = deployments.flatMap(({ waitsFor }) => waitsFor.map(({ deployment }) => deployment));
    level = [...new Set(next)].filter((id) => !found.has(id));
  }
  return [...found.values()].reverse();
}

/** One whose own time has not come does not exist yet. */
async function readIfThere(id: string, signal: AbortSignal): Promise<Deployment | null> {
  try {
    return (await request<DeploymentReply>(`/deployments/${id}`, { signal })).deployment;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

export function useCancelDeployment(id: string) {
  return useDeploymentMutation(() => request<DeploymentReply>(`/deployments/${id}/cancel`, { method: 'POST' }));
}

/** Lets it through the freeze that holds it, for a reason that is kept. */
export function useOverrideFreeze(id: string) {
  return useDeploymentMutation((reason: string) =>
    request<DeploymentReply>(`/deployments/${id}/override-freeze`, { method: 'POST', data: { reason } }),
  );
}

/** Takes this deployment back, or brings it back when another serves; the answer is the new deployment. */
export function useRollback(id: string) {
  return useDeploymentMutation(() => request<DeploymentReply>(`/deployments/${id}/rollback`, { method: 'POST' }));
}

function useDeploymentMutation<Input>(send: (input: Input) => Promise<DeploymentReply>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => send(input).then((reply) => reply.deployment),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['deployments'] }),
        client.invalidateQueries({ queryKey: ['apps'] }),
      ]);
    },
  });
}

function intervalFor(deployments: Deployment[] | undefined): number {
  return deployments?.some(({ status }) => !hasEnded(status)) ? 3_000 : 15_000;
}
