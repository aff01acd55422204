import { AuditEventsReply, ListAuditEventsQuery } from '@oatfin/contracts';
import { listAuditEvents } from '@oatfin/domain/audit';
import { type Route, route } from '../http/route';

export const auditRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/audit-events',
    permission: 'audit:read',
    summary: 'Who did what, and why; newest first',
    tag: 'Audit',
    query: ListAuditEventsQuery,
    reply: AuditEventsReply,
    status: 200,
    handle: (ctx, { query }) => listAuditEvents(ctx, query),
  }),
];
