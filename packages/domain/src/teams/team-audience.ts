import type { Role } from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import { Memberships } from './membership.model';
import { Teams } from './team.model';

/** Members of the team with one of the roles, and those of `users` who are in it still; as user ids. */
export async function listAudience(ctx: Ctx, { roles, users }: { roles: Role[]; users: string[] }): Promise<string[]> {
  const rows = await Memberships.find(
    { team: ctx.team, $or: [{ role: { $in: roles } }, { user: { $in: users } }] },
    { user: 1 },
  )
    .sort({ _id: 1 })
    .lean();
  return rows.map((row) => row.user.toHexString());
}

/** What the team is called; an empty string when it is gone. */
export async function findTeamName(ctx: Ctx): Promise<string> {
  return (await Teams.findById(ctx.team, { name: 1 }).lean())?.name ?? '';
}
