import { AppReply } from '@oatfin/contracts';
import { deleteApp } from '@oatfin/domain/teardowns';
import { route } from '../http/route';

export const teardownRoutes = [
  route({
    method: 'delete',
    path: '/v1/apps/{id}',
    permission: 'app:delete',
    tag: 'Apps',
    summary: 'Delete an app',
    description: 'What runs is torn down first; the app answers 404 once nothing of it is left.',
    reply: AppReply,
    status: 202,
    handle: async (ctx, { params }) => ({ app: await deleteApp(ctx, params.id) }),
  }),
];
