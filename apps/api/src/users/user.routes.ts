import { MeReply, UpdateMeBody, UserReply } from '@oatfin/contracts';
import { listTeams } from '@oatfin/domain/teams';
import { getUser, updateMe } from '@oatfin/domain/users';
import { type Route, route } from '../http/route';

const tag = 'Users';

export const userRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/users/me',
    permission: 'user',
    summary: 'The caller and their teams, the default one first',
    tag,
    reply: MeReply,
    status: 200,
    handle: async (ctx) => {
      const [user, teams] = await Promise.all([getUser(ctx, ctx.actor.id), listTeams(ctx)]);
      return { user, teams };
    },
  }),
  route({
    method: 'patch',
    path: '/v1/users/me',
    permission: 'user',
    summary: "Change the caller's name or time zone",
    tag,
    body: UpdateMeBody,
    reply: UserReply,
    status: 200,
    handle: async (ctx, { body }) => ({ user: await updateMe(ctx, body) }),
  }),
];
