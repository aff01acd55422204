import { sessionSeconds } from '@oatfin/domain/sessions';
import type { Cookies } from '../http/cookies';

const name = 'oatfin_refresh';
const path = '/v1/auth';

/** The refresh token as the browser holds it: out of reach of scripts, and sent to the auth endpoints alone. */
export const refreshCookie = {
  read: (cookies: Cookies): string | undefined => cookies.get(name),
  write: (cookies: Cookies, token: string): void => cookies.set(name, token, { path, maxAgeSeconds: sessionSeconds }),
  clear: (cookies: Cookies): void => cookies.set(name, null, { path, maxAgeSeconds: 0 }),
};
