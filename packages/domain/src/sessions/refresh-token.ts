import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { SystemCtx } from '@oatfin/domain/context';

/** What the cookie holds: which login, and the secret of its present token. */
export interface RefreshToken {
  session: string;
  secret: string;
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The secret that follows another. Derived, not drawn, so that two tabs that refresh at the same moment are handed the
 * same successor although only hashes are stored.
 */
export function nextSecret(ctx: SystemCtx, secret: string): string {
  return createHmac('sha256', ctx.secrets.derive('refresh-token')).update(secret).digest('base64url');
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function formatToken(token: RefreshToken): string {
  return `${token.session}.${token.secret}`;
}

/** Null for what this server never gave. */
export function parseToken(text: string): RefreshToken | null {
  const [, session, secret] = /^([0-9a-f]{24})\.([\w-]{43})$/.exec(text) ?? [];
  return session && secret ? { session, secret } : null;
}
