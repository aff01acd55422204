import { createSecretKey, type KeyObject } from 'node:crypto';
import type { User } from '@oatfin/contracts';
import type { SystemCtx } from '@oatfin/domain/context';
import type { Keyring } from '@oatfin/platform/secrets';
import { sign } from 'jsonwebtoken';

/** How access tokens are signed and checked (RFC 7519); the API pins all of it. */
export const accessTokens = {
  algorithm: 'HS256',
  issuer: 'oatfin',
  audience: 'oatfin-api',
  lifetimeSeconds: 15 * 60,
  key: (secrets: Keyring): KeyObject => createSecretKey(secrets.derive('access-token')),
} as const;

/** A JWT that says who the user is, and nothing of teams or roles: those are looked up at every request. */
export function signAccessToken(ctx: SystemCtx, user: Pick<User, 'id' | 'name'>): string {
  const { algorithm, issuer, audience, lifetimeSeconds } = accessTokens;
  return sign({ name: user.name, iat: Math.floor(ctx.now().getTime() / 1000) }, accessTokens.key(ctx.secrets), {
    algorithm,
    issuer,
    audience,
    subject: user.id,
    expiresIn: lifetimeSeconds,
  });
}
