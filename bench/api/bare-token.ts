import { createSecretKey } from 'node:crypto';
import { verify } from 'jsonwebtoken';

const key = createSecretKey(Buffer.from(process.env.TOKEN_KEY ?? '', 'base64'));

/** The user an `Authorization: Bearer` header names. Throws when the token is not valid. */
export function verifyToken(header: string): string {
  const claims = verify(header.replace(/^Bearer /, ''), key, {
    algorithms: ['HS256'],
    issuer: 'oatfin',
    audience: 'oatfin-api',
  });
  if (typeof claims === 'string' || claims.sub === undefined) throw new Error('the token names nobody');
  return claims.sub;
}
