import { CreateTeamBody, TeamReply, TeamsReply } from '@oatfin/contracts';
import { createTeam, getTeam, listTeams } from '@oatfin/domain/teams';
import { type Route, route } from '../http/route';

const tag = 'Teams';

export const teamRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/teams',
    permission: 'user',
    summary: "The caller's teams, the default one first",
    tag,
    reply: TeamsReply,
    status: 200,
    handle: async (ctx) => ({ teams: await listTeams(ctx), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/v1/teams',
    permission: 'user',
    summary: 'Create a team and own it',
    tag,
    body: CreateTeamBody,
    reply: TeamReply,
    status: 201,
    location: ({ team }) => `/v1/teams/${team.id}`,
    handle: async (ctx, { body }) => ({ team: await createTeam(ctx, ctx.actor.id, body.name) }),
  }),
  route({
    method: 'get',
    path: '/v1/teams/{id}',
    permission: 'user',
    summary: 'A team of the caller',
    tag,
    reply: TeamReply,
    status: 200,
    handle: async (ctx, { params }) => ({ team: await getTeam(ctx, params.id) }),
  }),
];
