import type { LoginBody, LoginReply, MeReply, RegisterBody, RegisterReply, Team, User } from '@oatfin/contracts';
import { useSyncExternalStore } from 'react';
import {
  dropAccessToken,
  getTeamId,
  keepAccessToken,
  keepTeamId,
  mayHaveLogin,
  onLoginEnded,
  refreshAccessToken,
} from '@/api/credentials';
import { ApiError, request } from '@/api/request';

/** Who is logged in. `unreachable`: Oatfin did not answer, so it is not known yet. */
export type Session =
  | { phase: 'starting' | 'anonymous' | 'unreachable' }
  | { phase: 'ready'; user: User; teams: Team[]; team: Team };

let session: Session = { phase: 'starting' };
const listeners = new Set<() => void>();

/** The session, and a new drawing whenever it changes. */
export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}

/** Resumes the login of an earlier visit, when there is one. Safe to call again after `unreachable`. */
export async function startSession(): Promise<void> {
  if (!mayHaveLogin()) return become({ phase: 'anonymous' });
  const outcome = await refreshAccessToken();
  if (outcome === 'unreachable') return become({ phase: 'unreachable' });
  if (outcome === 'refused') return become({ phase: 'anonymous' });
  await loadMe().catch(() => become({ phase: 'unreachable' }));
}

/** @throws ApiError `auth.…` when the address or password is wrong */
export async function logIn(body: LoginBody): Promise<void> {
  const reply = await request<LoginReply>('/auth/login', { method: 'POST', data: body, anonymous: true });
  keepAccessToken(reply.accessToken);
  await loadMe();
}

/** @throws ApiError with `errors` for the fields */
export async function signUp(body: RegisterBody): Promise<void> {
  const reply = await request<RegisterReply>('/auth/register', { method: 'POST', data: body, anonymous: true });
  keepAccessToken(reply.accessToken);
  keepTeamId(reply.team.id);
  become({ phase: 'ready', user: reply.user, teams: [reply.team], team: reply.team });
}

/** Ends the login here and at the server. Works offline too: the tab forgets it either way. */
export async function logOut(): Promise<void> {
  await request('/auth/logout', { method: 'POST' }).catch(() => undefined);
  dropAccessToken();
  become({ phase: 'anonymous' });
}

/** From now on, everything is asked in this team's name. */
export function chooseTeam(id: string): void {
  if (session.phase !== 'ready') return;
  const team = session.teams.find((candidate) => candidate.id === id);
  if (!team) return;
  keepTeamId(team.id);
  become({ ...session, team });
}

/** Shows a changed profile everywhere at once. */
export function updateUser(user: User): void {
  if (session.phase === 'ready') become({ ...session, user });
}

async function loadMe(): Promise<void> {
  const { user, teams } = await request<MeReply>('/users/me').catch(async (error: unknown) => {
    // A remembered team may be gone; without it the API answers for the default one.
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 403)) throw error;
    localStorage.removeItem('oatfin.team');
    return request<MeReply>('/users/me');
  });
  const team = teams.find((candidate) => candidate.id === getTeamId()) ?? teams[0];
  if (!team) throw new ApiError(403, { detail: 'You are in no team.' });
  keepTeamId(team.id);
  become({ phase: 'ready', user, teams, team });
}

function become(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

onLoginEnded(() => become({ phase: 'anonymous' }));
