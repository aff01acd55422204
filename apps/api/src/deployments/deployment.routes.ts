import {
  CreateDeploymentBody,
  type DeploymentEvent,
  DeploymentEvents,
  DeploymentReply,
  DeploymentsReply,
  ListDeploymentsQuery,
  LogQuery,
  LogReply,
} from '@oatfin/contracts';
import {
  cancelDeployment,
  createDeployment,
  followDeployment,
  getDeployment,
  listDeployments,
  readDeploymentLog,
  rollbackDeployment,
} from '@oatfin/domain/deployments';
import { route } from '../http/route';
import { stream } from '../http/stream';

const tag = 'Deployments';

export const deploymentRoutes = [
  route({
    method: 'post',
    path: '/v1/apps/{id}/deployments',
    permission: 'deployment:create',
    tag,
    summary: 'Deploy an app as it is now, or an earlier revision of it',
    body: CreateDeploymentBody,
    reply: DeploymentReply,
    status: 202,
    location: ({ deployment }) => `/v1/deployments/${deployment.id}`,
    handle: async (ctx, { params, body }) => ({
      deployment: await createDeployment(ctx, params.id, body),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/deployments',
    permission: 'deployment:read',
    tag,
    summary: 'List deployments',
    query: ListDeploymentsQuery,
    reply: DeploymentsReply,
    status: 200,
    handle: async (ctx, { query }) => ({ ...(await listDeployments(ctx, query)) }),
  }),
  route({
    method: 'get',
    path: '/v1/deployments/{id}',
    permission: 'deployment:read',
    tag,
    summary: 'Read a deployment',
    reply: DeploymentReply,
    status: 200,
    handle: async (ctx, { params }) => ({ deployment: await getDeployment(ctx, params.id) }),
  }),
  route({
    method: 'post',
    path: '/v1/deployments/{id}/cancel',
    permission: 'deployment:cancel',
    tag,
    summary: 'Cancel a deployment',
    description:
      'One that waits ends at once; one that runs stops, restores what served before, and then ends canceled.',
    reply: DeploymentReply,
    status: 202,
    handle: async (ctx, { params }) => ({ deployment: await cancelDeployment(ctx, params.id) }),
  }),
  route({
    method: 'post',
    path: '/v1/deployments/{id}/rollback',
    permission: 'deployment:create',
    tag,
    summary: 'Roll back',
    description:
      'Of the deployment that serves: brings back what served before it. Of an earlier one that succeeded: brings back that one. Env and secrets come with it.',
    reply: DeploymentReply,
    status: 202,
    location: ({ deployment }) => `/v1/deployments/${deployment.id}`,
    handle: async (ctx, { params }) => ({ deployment: await rollbackDeployment(ctx, params.id) }),
  }),
  route({
    method: 'get',
    path: '/v1/deployments/{id}/log',
    permission: 'deployment:read',
    tag,
    summary: "Read a deployment's log",
    query: LogQuery,
    reply: LogReply,
    status: 200,
    handle: async (ctx, { params, query }) => ({
      ...(await readDeploymentLog(ctx, params.id, query)),
    }),
  }),
  stream({
    path: '/v1/deployments/{id}/events',
    permission: 'deployment:read',
    tag,
    summary: 'Follow a deployment',
    description:
      'Begins with what already happened (after `Last-Event-ID`, when given) and ends after the final status.',
    events: DeploymentEvents,
    open: async (ctx, { params, lastEventId, signal }) =>
      numbered(await followDeployment(ctx, params.id, numberOf(lastEventId), signal)),
  }),
];

async function* numbered(events: AsyncIterable<DeploymentEvent>) {
  for await (const { seq, kind, data } of events) yield { id: String(seq), event: kind, data };
}

/** An id that is none of ours begins at the beginning. */
function numberOf(lastEventId: string | undefined): number {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : 0;
}
