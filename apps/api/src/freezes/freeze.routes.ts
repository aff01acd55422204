import { CreateFreezeBody, FreezeReply, FreezesReply, ListFreezesQuery, UpdateFreezeBody } from '@oatfin/contracts';
import { deleteFreeze, updateFreeze } from '@oatfin/domain/freeze-changes';
import { createFreeze, getFreeze, listFreezes } from '@oatfin/domain/freezes';
import { NoReply, type Route, route } from '../http/route';

const tag = 'Freezes';

export const freezeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/freezes',
    permission: 'freeze:read',
    summary: 'The freezes of the team, newest first',
    tag,
    query: ListFreezesQuery,
    reply: FreezesReply,
    status: 200,
    handle: (ctx, { query }) => listFreezes(ctx, query),
  }),
  route({
    method: 'post',
    path: '/v1/freezes',
    permission: 'freeze:create',
    summary: 'Set a time in which no deployment starts',
    description:
      'What runs goes on; what would start is blocked until the end of the freeze. Rolling back is always possible. A minute that clocks skip means the next one; one that they show twice means the first.',
    tag,
    body: CreateFreezeBody,
    reply: FreezeReply,
    status: 201,
    location: ({ freeze }) => `/v1/freezes/${freeze.id}`,
    handle: async (ctx, { body }) => ({ freeze: await createFreeze(ctx, body) }),
  }),
  route({
    method: 'get',
    path: '/v1/freezes/{id}',
    permission: 'freeze:read',
    summary: 'Read a freeze',
    tag,
    reply: FreezeReply,
    status: 200,
    handle: async (ctx, { params }) => ({ freeze: await getFreeze(ctx, params.id) }),
  }),
  route({
    method: 'patch',
    path: '/v1/freezes/{id}',
    permission: 'freeze:update',
    summary: 'Change a freeze; what it no longer holds starts at once',
    tag,
    body: UpdateFreezeBody,
    reply: FreezeReply,
    status: 200,
    handle: async (ctx, { params, body }) => ({ freeze: await updateFreeze(ctx, params.id, body) }),
  }),
  route({
    method: 'delete',
    path: '/v1/freezes/{id}',
    permission: 'freeze:delete',
    summary: 'Remove a freeze; what it held starts at once',
    tag,
    reply: NoReply,
    status: 204,
    handle: (ctx, { params }) => deleteFreeze(ctx, params.id),
  }),
];
