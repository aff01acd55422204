import type { RegisterBody, UpdateMeBody, User } from '@oatfin/contracts';
import type { SystemCtx, UserCtx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import { isDuplicateKey } from '@oatfin/platform/mongo';
import { hashPassword, verifyPassword } from '@oatfin/platform/passwords';
import { Types } from 'mongoose';
import { type UserRow, Users } from './user.model';

/** An id for a user who is about to be stored: what belongs to them can be written first. */
export function newUserId(): string {
  return new Types.ObjectId().toHexString();
}

/** Throws `user.email_taken`. A check for early: only `createUser`, by its unique index, decides. */
export async function assertEmailIsFree(email: string): Promise<void> {
  if (await Users.exists({ email })) throw emailTaken();
}

/** Stores a user under an id from `newUserId`. Throws `user.email_taken`. */
export async function createUser(_ctx: SystemCtx, id: string, input: RegisterBody): Promise<User> {
  const { email, name, timezone, password } = input;
  try {
    const passwordHash = await hashPassword(password);
    const row = await Users.create({ _id: new Types.ObjectId(id), email, name, timezone, passwordHash });
    return toUser(row.toObject());
  } catch (error) {
    throw isDuplicateKey(error, 'email') ? emailTaken() : error;
  }
}

/**
 * The user with this e-mail and password. Throws `auth.wrong_credentials`, with one sentence and after the same work
 * whether the e-mail or the password was wrong.
 */
export async function getUserByPassword(_ctx: SystemCtx, email: string, password: string): Promise<User> {
  const row = await Users.findOne({ email }).lean();
  const matches = await verifyPassword(row?.passwordHash ?? null, password);
  if (!row || !matches) throw new AppError('auth.wrong_credentials', 'The e-mail address or the password is wrong.');
  return toUser(row);
}

/** Who is logged in. Throws `auth.invalid` when the user is gone. */
export async function getUser(_ctx: SystemCtx, id: string): Promise<User> {
  return toUser(existing(await Users.findById(id).lean()));
}

/** Those of the users who exist still, in no order. */
export async function listUsers(_ctx: SystemCtx, ids: string[]): Promise<User[]> {
  return (await Users.find({ _id: { $in: ids } }).lean()).map(toUser);
}

/** Changes the caller's own name and time zone. Tokens given before carry the old name until they end. */
export async function updateMe(ctx: UserCtx, changes: UpdateMeBody): Promise<User> {
  const row = await Users.findByIdAndUpdate(ctx.actor.id, { $set: changes }, { returnDocument: 'after' }).lean();
  return toUser(existing(row));
}

function existing(row: UserRow | null): UserRow {
  if (!row) throw new AppError('auth.invalid', 'The user of this token no longer exists.');
  return row;
}

function emailTaken(): AppError {
  const message = 'There is an account with this e-mail address.';
  return new AppError('user.email_taken', message, { errors: [{ path: 'email', message }] });
}

function toUser(row: UserRow): User {
  const { _id, email, name, timezone, createdAt } = row;
  return { id: _id.toHexString(), email, name, timezone, createdAt: createdAt.toISOString() };
}
