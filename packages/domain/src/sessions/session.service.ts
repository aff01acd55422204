import type { LoginBody, RegisterBody, Team, User } from '@oatfin/contracts';
import type { SystemCtx } from '@oatfin/domain/context';
import { createTeam, discardTeam } from '@oatfin/domain/teams';
import { assertEmailIsFree, createUser, getUser, getUserByPassword, newUserId } from '@oatfin/domain/users';
import { AppError } from '@oatfin/platform/errors';
import { Types } from 'mongoose';
import { signAccessToken } from './access-token';
import { formatToken, hashSecret, newSecret, nextSecret, parseToken, type RefreshToken } from './refresh-token';
import { type SessionRow, Sessions } from './session.model';

/** How long a login lasts without being used. */
export const sessionSeconds = 30 * 24 * 60 * 60;

/** How long the token before is still good: two tabs that refresh together, or an answer that got lost. */
const graceMs = 10_000;

/** What a login gives. The refresh token goes into the cookie and nowhere else. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/**
 * A user, a first team and a login. Throws `user.email_taken`. The user is written last: until then nothing of it can be
 * reached, so a crash on the way leaves nothing that stands in the way of another try.
 */
export async function signUp(ctx: SystemCtx, input: RegisterBody): Promise<{ user: User; team: Team } & Tokens> {
  await assertEmailIsFree(input.email);
  const id = newUserId();
  const team = await createTeam(ctx, id, input.team ?? `${input.name}'s team`);
  try {
    const user = await createUser(ctx, id, input);
    return { user, team, ...(await startSession(ctx, user)) };
  } catch (error) {
    if (error instanceof AppError) await discardTeam(ctx, team.id);
    throw error;
  }
}

/** Throws `auth.wrong_credentials`. */
export async function logIn(ctx: SystemCtx, input: LoginBody): Promise<{ user: User } & Tokens> {
  const user = await getUserByPassword(ctx, input.email, input.password);
  return { user, ...(await startSession(ctx, user)) };
}

/**
 * The next pair of tokens. A token that was already exchanged is good for ten more seconds and then gives the same
 * successor; after that its use means that it was stolen, and the login ends for everybody who holds a token of it.
 * Throws `auth.refresh_invalid`.
 */
export async function refreshSession(ctx: SystemCtx, refreshToken: string | undefined): Promise<Tokens> {
  const token = refreshToken === undefined ? null : parseToken(refreshToken);
  const session = token && (await Sessions.findById(token.session).lean());
  if (!token || !session || session.expiresAt <= ctx.now()) throw refreshInvalid();
  if (!(await rotate(ctx, token)) && !(await isInGrace(ctx, token))) {
    await Sessions.deleteOne({ _id: session._id });
    ctx.logger.warn({ user: session.user.toHexString() }, 'login ended: a refresh token was used twice');
    throw refreshInvalid();
  }
  return issue(ctx, session, { session: token.session, secret: nextSecret(ctx, token.secret) });
}

/** Ends the login this token belongs to, in every tab. Without one there is nothing to end. */
export async function logOut(_ctx: SystemCtx, refreshToken: string | undefined): Promise<void> {
  const token = refreshToken === undefined ? null : parseToken(refreshToken);
  if (token) await Sessions.deleteOne({ _id: token.session });
}

async function startSession(ctx: SystemCtx, user: User): Promise<Tokens> {
  const token: RefreshToken = { session: new Types.ObjectId().toHexString(), secret: newSecret() };
  await Sessions.create({
    _id: new Types.ObjectId(token.session),
    user: new Types.ObjectId(user.id),
    tokenHash: hashSecret(token.secret),
    ...lifetimeFrom(ctx.now()),
  });
  return { accessToken: signAccessToken(ctx, user), refreshToken: formatToken(token) };
}

/** Whether the token was the present one; it is the previous one from now on. */
async function rotate(ctx: SystemCtx, token: RefreshToken): Promise<boolean> {
  const presented = hashSecret(token.secret);
  const result = await Sessions.updateOne(
    { _id: token.session, tokenHash: presented },
    {
      $set: {
        tokenHash: hashSecret(nextSecret(ctx, token.secret)),
        previousHash: presented,
        ...lifetimeFrom(ctx.now()),
      },
    },
  );
  return result.modifiedCount === 1;
}

async function isInGrace(ctx: SystemCtx, token: RefreshToken): Promise<boolean> {
  const since = new Date(ctx.now().getTime() - graceMs);
  const previousHash = hashSecret(token.secret);
  return (await Sessions.exists({ _id: token.session, previousHash, rotatedAt: { $gte: since } })) !== null;
}

async function issue(ctx: SystemCtx, session: SessionRow, token: RefreshToken): Promise<Tokens> {
  const user = await getUser(ctx, session.user.toHexString());
  return { accessToken: signAccessToken(ctx, user), refreshToken: formatToken(token) };
}

function lifetimeFrom(now: Date): { rotatedAt: Date; expiresAt: Date } {
  return { rotatedAt: now, expiresAt: new Date(now.getTime() + sessionSeconds * 1000) };
}

function refreshInvalid(): AppError {
  return new AppError('auth.refresh_invalid', 'This login has ended; log in again.');
}
