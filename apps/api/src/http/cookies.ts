import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request } from 'express';

/** The cookies of a request, and those its answer will set. */
export interface Cookies {
  get(name: string): string | undefined;
  /** HttpOnly, Secure, SameSite=Strict; null clears it. Browsers take localhost as secure also without TLS. */
  set(name: string, value: string | null, options: { path: string; maxAgeSeconds: number }): void;
}

/** Cookies that collect into `written`, as values of Set-Cookie. */
export function createCookies(req: Request, written: string[]): Cookies {
  return {
    get: (name) => parseCookie(cookieHeader(req))[name],
    set: (name, value, { path, maxAgeSeconds }) => {
      const maxAge = value === null ? 0 : maxAgeSeconds;
      const attributes = { httpOnly: true, secure: true, sameSite: 'strict', path, maxAge } as const;
      written.push(stringifySetCookie({ name, value: value ?? '', ...attributes }));
    },
  };
}

export function cookieHeader(req: Request): string {
  return req.headers.cookie ?? '';
}
