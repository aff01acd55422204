import { SystemReply } from '@oatfin/contracts';
import { getSystem } from '@oatfin/domain/system';
import { version } from '../../package.json';
import { type Route, route } from '../http/route';

export const systemRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/system',
    permission: 'system:read',
    summary: 'Whether the parts Oatfin needs to deploy are there, and how to get those that are not',
    tag: 'System',
    reply: SystemReply,
    status: 200,
    handle: async (ctx) => ({ system: await getSystem(ctx, version) }),
  }),
];
