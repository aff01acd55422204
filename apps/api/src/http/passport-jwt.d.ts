/**
 * What passport-jwt 4.0.1 takes and gives, as far as it is used here. Its published types leave out that the key may be a
 * KeyObject; jsonwebtoken takes one, and is then spared 0.3 ms of finding out what kind of key a buffer is, per request.
 */
declare module 'passport-jwt' {
  import type { KeyObject } from 'node:crypto';
  import type { Request } from 'express';
  import type { Strategy as PassportStrategy } from 'passport';

  export interface StrategyOptions {
    jwtFromRequest: (req: Request) => string | null;
    secretOrKey: KeyObject;
    algorithms: string[];
    issuer: string;
    audience: string;
  }

  export class Strategy extends PassportStrategy {
    constructor(
      options: StrategyOptions,
      verify: (claims: unknown, done: (error: unknown, caller?: unknown) => void) => void,
    );
  }

  export const ExtractJwt: { fromAuthHeaderAsBearerToken(): (req: Request) => string | null };
}
