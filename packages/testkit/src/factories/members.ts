import { randomBytes } from 'node:crypto';
import type { Role } from '@oatfin/contracts';
import type { Ctx, SystemCtx } from '@oatfin/domain/context';
import { signUp } from '@oatfin/domain/sessions';
import mongoose, { Types } from 'mongoose';

/** A real user with a login. `ctx` acts in the team the user joined last. */
export interface Member {
  ctx: Ctx;
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
}

const password = 'correct horse battery staple';

/** A user with a team of their own, and with a role in `team` when one is given. */
export async function createMember(system: SystemCtx, joins?: { team: string; role: Role }): Promise<Member> {
  const email = `${randomBytes(8).toString('hex')}@example.com`;
  const signedUp = await signUp(system, { email, password, name: 'Grace', timezone: 'UTC' });
  const { user, team, accessToken, refreshToken } = signedUp;
  if (joins) {
    const membership = { team: new Types.ObjectId(joins.team), user: new Types.ObjectId(user.id), role: joins.role };
    await mongoose.model('Membership').create(membership);
  }
  const ctx: Ctx = { ...system, team: joins?.team ?? team.id, actor: { kind: 'user', id: user.id, name: user.name } };
  return { ctx, email, password, accessToken, refreshToken };
}
