import { randomInt } from 'node:crypto';
import type { Role, Team } from '@oatfin/contracts';
import type { SystemCtx, UserCtx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import { isDuplicateKey } from '@oatfin/platform/mongo';
import { Types } from 'mongoose';
import { type MembershipRow, Memberships } from './membership.model';
import { type TeamRow, Teams } from './team.model';
import { toSlug } from './team.rules';

/** What a user may act as: the team and the role in it. */
export interface Membership {
  team: string;
  role: Role;
}

/** A new team whose owner is `user`. Two teams of one name differ in their slug. */
export async function createTeam(_ctx: SystemCtx, user: string, name: string): Promise<Team> {
  const team = await createWithFreeSlug(name, toSlug(name));
  await Memberships.create({ team: team._id, user: new Types.ObjectId(user), role: 'owner' });
  return toTeam(team, 'owner');
}

/** Takes back a team that nobody could use yet: the second half of a sign-up that failed. */
export async function discardTeam(_ctx: SystemCtx, team: string): Promise<void> {
  await Memberships.deleteMany({ team });
  await Teams.deleteOne({ _id: team });
}

/** The caller's teams, the default one (joined first) at the front. */
export async function listTeams(ctx: UserCtx): Promise<Team[]> {
  // The one question that spans teams by nature: "which are mine?" is asked of the user, not of a team.
  const memberships = await Memberships.find({ user: ctx.actor.id }, null, { acrossTeams: true })
    .sort({ _id: 1 })
    .lean();
  const teams = await Teams.find({ _id: { $in: memberships.map((membership) => membership.team) } }).lean();
  const byId = new Map(teams.map((team) => [team._id.toHexString(), team]));
  return memberships.flatMap((membership) => {
    const team = byId.get(membership.team.toHexString());
    return team ? [toTeam(team, membership.role)] : [];
  });
}

/** A team of the caller's. Throws `team.not_found`, also for a team of others. */
export async function getTeam(ctx: UserCtx, id: string): Promise<Team> {
  const membership = await Memberships.findOne({ team: id, user: ctx.actor.id }).lean();
  const team = membership && (await Teams.findById(id).lean());
  if (!team) throw teamNotFound();
  return toTeam(team, membership.role);
}

/**
 * The membership a request acts under: in `team`, or in the team joined first when none is named. Throws
 * `team.not_found` when there is none, so that a foreign team answers as one that does not exist.
 */
export async function getMembership(_ctx: SystemCtx, user: string, team: string | null): Promise<Membership> {
  // Every request asks this, so the driver is asked directly: mongoose would cost as much as the answer.
  const whose = { user: new Types.ObjectId(user) };
  const row = await (team === null
    ? Memberships.collection.findOne<MembershipRow>(whose, { sort: { _id: 1 } })
    : Memberships.collection.findOne<MembershipRow>({ ...whose, team: new Types.ObjectId(team) }));
  if (!row) throw teamNotFound();
  return { team: row.team.toHexString(), role: row.role };
}

/** Slugs never change, so a process may remember them; the oldest are forgotten first. */
const knownSlugs = new Map<string, string>();
const mostKnownSlugs = 10_000;

/** The label of a team in the addresses of its apps. Throws `team.not_found`. */
export async function getTeamSlug(_ctx: SystemCtx, id: string): Promise<string> {
  const known = knownSlugs.get(id);
  if (known !== undefined) return known;
  const team = await Teams.findById(id, { slug: 1 }).lean();
  if (!team) throw teamNotFound();
  const [oldest] = knownSlugs.keys();
  if (knownSlugs.size >= mostKnownSlugs && oldest !== undefined) knownSlugs.delete(oldest);
  knownSlugs.set(id, team.slug);
  return team.slug;
}

async function createWithFreeSlug(name: string, slug: string): Promise<TeamRow> {
  try {
    return (await Teams.create({ name, slug })).toObject();
  } catch (error) {
    if (!isDuplicateKey(error, 'slug')) throw error;
    return createWithFreeSlug(name, `${toSlug(name)}-${randomInt(36 ** 3, 36 ** 4).toString(36)}`);
  }
}

function teamNotFound(): AppError {
  return new AppError('team.not_found', 'The team does not exist.');
}

function toTeam(row: TeamRow, role: Role): Team {
  return { id: row._id.toHexString(), name: row.name, slug: row.slug, role, createdAt: row.createdAt.toISOString() };
}
