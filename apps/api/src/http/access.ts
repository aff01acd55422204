import { mayRole, type Permission } from '@oatfin/contracts';
import type { Ctx, SystemCtx, UserCtx } from '@oatfin/domain/context';
import { getMembership } from '@oatfin/domain/teams';
import type { Actor } from '@oatfin/platform/context';
import { AppError } from '@oatfin/platform/errors';
import type { Request, Response } from 'express';
import type { Caller } from './authenticate';
import { cookieHeader } from './cookies';
import type { Edge } from './edge';

/** `public`: anybody. `user`: a login, no team. Else a permission of the table, in a team. */
export type Access = Permission | 'public' | 'user';

/** A request that was let in. */
export interface Entry<Context> {
  ctx: Context;
  /** Whose Idempotency-Keys these are. */
  scope: string;
  /** Streams end here at the latest, in milliseconds since the epoch. */
  expiresAt: number;
  /** Throws when the caller would not be let in any more: removed from the team, or with less of a role. */
  recheck(): Promise<void>;
}

/** Lets a request in as its route says, or throws: see the three below. */
export async function enter(edge: Edge, req: Request, res: Response, access: Access): Promise<Entry<SystemCtx>> {
  if (access === 'public') return enterPublic(edge, req);
  return access === 'user' ? enterAsUser(edge, req, res) : enterTeam(edge, req, res, access);
}

/** Anybody may. What an answer depends on besides the body is the cookie, so keys of two cookies never meet. */
function enterPublic(edge: Edge, req: Request): Entry<SystemCtx> {
  const scope = `anonymous:${req.path}:${cookieHeader(req)}`;
  return { ctx: systemCtx(edge, req), scope, expiresAt: Number.POSITIVE_INFINITY, recheck: async () => {} };
}

/** Throws `auth.missing`, `auth.invalid`. */
async function enterAsUser(edge: Edge, req: Request, res: Response): Promise<Entry<UserCtx>> {
  const caller = await edge.authenticate(req, res);
  const ctx = { ...systemCtx(edge, req), actor: toActor(caller) };
  return { ctx, scope: `user:${caller.sub}`, expiresAt: caller.exp * 1000, recheck: async () => {} };
}

/**
 * Lets a member of the team in whose role holds the permission. The membership is read at every request: a removal ends
 * access at the next one. Throws `auth.missing`, `auth.invalid`, `team.not_found`, `auth.forbidden`.
 */
async function enterTeam(edge: Edge, req: Request, res: Response, permission: Permission): Promise<Entry<Ctx>> {
  const caller = await edge.authenticate(req, res);
  const system = systemCtx(edge, req);
  const asked = teamOf(req);
  const team = await authorize(system, caller, asked, permission);
  res.locals.team = team;
  return {
    ctx: { ...system, team, actor: toActor(caller) },
    scope: `user:${caller.sub}:team:${team}`,
    expiresAt: caller.exp * 1000,
    recheck: async () => void (await authorize(system, caller, team, permission)),
  };
}

async function authorize(ctx: SystemCtx, caller: Caller, team: string | null, permission: Permission): Promise<string> {
  const membership = await getMembership(ctx, caller.sub, team);
  if (mayRole(membership.role, permission)) return membership.team;
  throw new AppError(
    'auth.forbidden',
    `This needs the permission ${permission}, which the role ${membership.role} lacks.`,
    {
      details: { permission, role: membership.role },
    },
  );
}

/** A malformed team id names no team, exactly as an unknown one. */
function teamOf(req: Request): string | null {
  const named = req.get('x-team-id');
  if (named === undefined || /^[0-9a-f]{24}$/.test(named)) return named ?? null;
  throw new AppError('team.not_found', 'The team does not exist.');
}

function toActor(caller: Caller): Actor {
  return { kind: 'user', id: caller.sub, name: caller.name };
}

function systemCtx(edge: Edge, req: Request): SystemCtx {
  return { ...edge.base, requestId: req.id, logger: req.log };
}
