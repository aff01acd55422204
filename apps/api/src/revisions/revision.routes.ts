import { Id, PageQuery, RevisionReply, RevisionsReply } from '@oatfin/contracts';
import { getApp } from '@oatfin/domain/apps';
import { getRevision, listRevisions, toRevision } from '@oatfin/domain/revisions';
import { z } from 'zod';
import { route } from '../http/route';

const tag = 'Apps';

export const revisionRoutes = [
  route({
    method: 'get',
    path: '/v1/apps/{id}/revisions',
    permission: 'app:read',
    tag,
    summary: 'List the revisions of an app, newest first',
    query: PageQuery.strict(),
    reply: RevisionsReply,
    status: 200,
    handle: async (ctx, { params, query }) => {
      await getApp(ctx, params.id);
      return { ...(await listRevisions(ctx, params.id, query)) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/apps/{id}/revisions/{number}',
    permission: 'app:read',
    tag,
    summary: 'Read a revision',
    params: z.object({ id: Id, number: z.coerce.number().int().min(1) }),
    reply: RevisionReply,
    status: 200,
    handle: async (ctx, { params }) => {
      await getApp(ctx, params.id);
      return { revision: toRevision(await getRevision(ctx, params.id, params.number)) };
    },
  }),
];
