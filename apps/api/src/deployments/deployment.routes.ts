import {
  CreateDeploymentBody,
  CreateDeploymentReply,
  type DeploymentEvent,
  DeploymentEvents,
  DeploymentReply,
  DeploymentsReply,
  ListDeploymentsQuery,
  LogQuery,
  LogReply,
  OverrideFreezeBody,
  QueueReply,
} from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import {
  cancelDeployment,
  createDeployment,
  deployWithDependencies,
  followDeployment,
  getDeployment,
  listDeployments,
  overrideFreeze,
  readDeploymentLog,
  readQueue,
  rollbackDeployment,
} from '@oatfin/domain/deployments';
import { fieldError } from '@oatfin/platform/errors';
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
    description:
      'With `withDependencies` all it depends on is deployed first, each once, as soon as its own dependencies have succeeded. In a freeze it is blocked until its end; rolling back never is.',
    body: CreateDeploymentBody,
    reply: CreateDeploymentReply,
    status: 202,
    location: ({ deployment }) => `/v1/deployments/${deployment.id}`,
    handle: async (ctx, { params, body }) => deploy(ctx, params.id, body),
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
    method: 'post',
    path: '/v1/deployments/{id}/override-freeze',
    permission: 'freeze:override',
    tag,
    summary: 'Let a deployment through the freeze that holds it',
    description: 'Who did so and why is kept in the audit trail. A 409 when no freeze holds it.',
    body: OverrideFreezeBody,
    reply: DeploymentReply,
    status: 202,
    handle: async (ctx, { params, body }) => ({ deployment: await overrideFreeze(ctx, params.id, body.reason) }),
  }),
  route({
    method: 'get',
    path: '/v1/queue',
    permission: 'deployment:read',
    tag,
    summary: 'What runs, waits and is blocked, and why',
    description: 'At most 200 of each, oldest first; those that wait in the order in which they may start.',
    reply: QueueReply,
    status: 200,
    handle: (ctx) => readQueue(ctx),
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

async function deploy(ctx: Ctx, app: string, body: CreateDeploymentBody) {
  const { withDependencies, skipIfCurrent } = body;
  if (withDependencies) return deployWithDependencies(ctx, app, body);
  if (skipIfCurrent) {
    const message = 'Only dependencies are skipped: give `withDependencies: true` too.';
    throw fieldError('app.invalid', 'skipIfCurrent', message);
  }
  return { deployment: await createDeployment(ctx, app, body) };
}

async function* numbered(events: AsyncIterable<DeploymentEvent>) {
  for await (const { seq, kind, data } of events) yield { id: String(seq), event: kind, data };
}

/** An id that is none of ours begins at the beginning. */
function numberOf(lastEventId: string | undefined): number {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : 0;
}
