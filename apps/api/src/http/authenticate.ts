import { accessTokens } from '@oatfin/domain/sessions';
import { AppError } from '@oatfin/platform/errors';
import type { Keyring } from '@oatfin/platform/secrets';
import type { Request, Response } from 'express';
import { Passport } from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { z } from 'zod';

const Claims = z.object({ sub: z.string().regex(/^[0-9a-f]{24}$/), name: z.string(), exp: z.number() });

/** Who a valid access token names, and until when. */
export type Caller = z.infer<typeof Claims>;

/** Throws `auth.missing` without a token, `auth.invalid` for one that is wrong, changed, expired or of another kind. */
export type Authenticate = (req: Request, res: Response) => Promise<Caller>;

/** passport-jwt with algorithm, issuer and audience pinned (RFC 8725, 3.1): a token may not choose how it is checked. */
export function createAuthenticate(secrets: Keyring): Authenticate {
  const passport = new Passport();
  passport.use(createStrategy(secrets));
  return (req, res) =>
    new Promise((resolve, reject) => {
      if (!req.headers.authorization) {
        return reject(new AppError('auth.missing', 'Log in, and send the access token as Authorization: Bearer.'));
      }
      const done = (error: unknown, caller: unknown) => {
        if (error) return reject(error);
        const claims = Claims.safeParse(caller);
        if (claims.success) return resolve(claims.data);
        reject(new AppError('auth.invalid', 'The access token is not valid, or no longer.'));
      };
      passport.authenticate('jwt', { session: false }, done)(req, res, reject);
    });
}

function createStrategy(secrets: Keyring): Strategy {
  const { algorithm, issuer, audience } = accessTokens;
  return new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: accessTokens.key(secrets),
      algorithms: [algorithm],
      issuer,
      audience,
    },
    (claims, done) => done(null, claims),
  );
}
