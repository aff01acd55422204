import {
  AppReply,
  AppsReply,
  CloneAppBody,
  CreateAppBody,
  CreateAppReply,
  DependencyGraphReply,
  Id,
  ListAppsQuery,
  UpdateAppBody,
} from '@oatfin/contracts';
import { cloneApp, createApp, getApp, listApps, readDependencyGraph, toApp, updateApp } from '@oatfin/domain/apps';
import { z } from 'zod';
import { route } from '../http/route';

const tag = 'Apps';

export const appRoutes = [
  route({
    method: 'get',
    path: '/v1/apps',
    permission: 'app:read',
    summary: "List the team's apps",
    tag,
    query: ListAppsQuery,
    reply: AppsReply,
    status: 200,
    handle: (ctx, { query }) => listApps(ctx, query),
  }),
  route({
    method: 'post',
    path: '/v1/apps',
    permission: 'app:create',
    summary: 'Create an app',
    description: 'Nothing is deployed yet. A 422 names every fault at once.',
    tag,
    body: CreateAppBody,
    reply: AppReply,
    status: 201,
    location: ({ app }) => `/v1/apps/${app.id}`,
    handle: async (ctx, { body }) => ({ app: await createApp(ctx, body) }),
  }),
  route({
    method: 'post',
    path: '/v1/apps',
    when: { query: 'source' },
    permission: 'app:create',
    summary: 'Clone an app',
    description: 'Copies the app that `source` names; every call makes a new copy. Fields of the body override.',
    tag,
    query: z.strictObject({ source: Id.describe('The app to copy') }),
    body: CloneAppBody,
    reply: CreateAppReply,
    status: 201,
    location: ({ app }) => `/v1/apps/${app.id}`,
    handle: (ctx, { query, body }) => cloneApp(ctx, query.source, body),
  }),
  route({
    method: 'get',
    path: '/v1/dependency-graph',
    permission: 'app:read',
    summary: "The team's apps and who depends on whom",
    description: 'Up to 1,000 apps, by name.',
    tag,
    reply: DependencyGraphReply,
    status: 200,
    handle: async (ctx) => ({ graph: await readDependencyGraph(ctx) }),
  }),
  route({
    method: 'get',
    path: '/v1/apps/{id}',
    permission: 'app:read',
    summary: 'Read an app',
    tag,
    reply: AppReply,
    status: 200,
    handle: async (ctx, { params }) => ({ app: toApp(ctx, await getApp(ctx, params.id)) }),
  }),
  route({
    method: 'patch',
    path: '/v1/apps/{id}',
    permission: 'app:update',
    summary: 'Change an app',
    description:
      'Changes what is given; what runs stays as it is until the next deployment. `containers` is the whole list: ' +
      'those kept by name keep the secrets that are not named.',
    tag,
    body: UpdateAppBody,
    reply: AppReply,
    status: 200,
    handle: async (ctx, { params, body }) => ({ app: await updateApp(ctx, params.id, body) }),
  }),
];
