import { LoginBody, LoginReply, RefreshReply, RegisterBody, RegisterReply } from '@oatfin/contracts';
import { logIn, logOut, refreshSession, signUp } from '@oatfin/domain/sessions';
import { NoReply, type Route, route } from '../http/route';
import { refreshCookie } from './refresh-cookie';

const tag = 'Auth';

export const authRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/auth/register',
    permission: 'public',
    summary: 'Create a user with a first team, and log in',
    tag,
    body: RegisterBody,
    reply: RegisterReply,
    status: 201,
    location: () => '/v1/users/me',
    handle: async (ctx, { body, cookies }) => {
      const { refreshToken, ...reply } = await signUp(ctx, body);
      refreshCookie.write(cookies, refreshToken);
      return reply;
    },
  }),
  route({
    method: 'post',
    path: '/v1/auth/login',
    permission: 'public',
    summary: 'Log in with e-mail and password',
    tag,
    body: LoginBody,
    reply: LoginReply,
    status: 200,
    handle: async (ctx, { body, cookies }) => {
      const { refreshToken, ...reply } = await logIn(ctx, body);
      refreshCookie.write(cookies, refreshToken);
      return reply;
    },
  }),
  route({
    method: 'post',
    path: '/v1/auth/refresh',
    permission: 'public',
    summary: 'Exchange the refresh cookie for a new access token and a new cookie',
    description:
      'A refresh token is good once; for ten seconds after its exchange it gives the same successor, so that two tabs may refresh together. Later use ends the login everywhere.',
    tag,
    reply: RefreshReply,
    status: 200,
    handle: async (ctx, { cookies }) => {
      const { refreshToken, ...reply } = await refreshSession(ctx, refreshCookie.read(cookies));
      refreshCookie.write(cookies, refreshToken);
      return reply;
    },
  }),
  route({
    method: 'post',
    path: '/v1/auth/logout',
    permission: 'public',
    summary: 'End this login in every tab and clear its cookie',
    tag,
    reply: NoReply,
    status: 204,
    handle: async (ctx, { cookies }) => {
      await logOut(ctx, refreshCookie.read(cookies));
      refreshCookie.clear(cookies);
    },
  }),
];
