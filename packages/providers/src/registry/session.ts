import { z } from 'zod';
import type { RegistryCredentials } from '../targets';
import { type Answer, parseJson } from './answers';
import { type Challenge, parseChallenge } from './challenge';
import { unreachable } from './failures';
import { createGet, type Get, type GetOptions } from './http';

/** A series of requests to one registry that logs in when asked to and stays logged in. */
export interface RegistrySession {
  /**
   * `GET /v2/<path>`. Gives whatever the registry answers below 500; when its token service refuses the login, that
   * answer. Throws as `createGet` does.
   */
  get(path: string, accept?: string): Promise<Answer>;
  /** Whether the registry has asked for a login so far. */
  wasChallenged(): boolean;
}

export interface SessionOptions extends GetOptions {
  /** What to ask a token for when the registry does not say: `repository:shop/api:pull`. */
  scope: string | null;
  /** Whether to speak http to the registry, and to its token service if that has no https. */
  isPlain: boolean;
}

const Token = z.union([
  z.object({ token: z.string().min(1) }).transform(({ token }) => token),
  z.object({ access_token: z.string().min(1) }).transform(({ access_token }) => access_token),
]);

/**
 * A session with a registry: Basic authentication, or tokens of the service it names, with or without credentials.
 *
 * Source: https://distribution.github.io/distribution/spec/auth/token/
 */
export function openSession(options: SessionOptions): RegistrySession {
  const get = createGet(options);
  const base = baseUrl(options);
  let challenged = false;
  let authorization: string | null = null;

  const ask = (path: string, accept?: string) =>
    get(new URL(path, base), {
      ...(accept === undefined ? {} : { accept }),
      ...(authorization === null ? {} : { authorization }),
    });

  return {
    wasChallenged: () => challenged,
    async get(path, accept) {
      const answer = await ask(path, accept);
      const challenge = answer.status === 401 ? parseChallenge(answer.headers.get('www-authenticate')) : null;
      if (challenge === null) return answer;
      challenged = true;
      const login = await logIn(options, challenge, get);
      if (typeof login !== 'string') return login ?? answer;
      authorization = login;
      return ask(path, accept);
    },
  };
}

/** Docker Hub is named docker.io and answers elsewhere. */
function baseUrl({ host, isPlain }: SessionOptions): string {
  return `${isPlain ? 'http' : 'https'}://${host === 'docker.io' ? 'registry-1.docker.io' : host}/v2/`;
}

/** The Authorization header; or the answer of a token service that refused; or null when there is nothing to try. */
function logIn(options: SessionOptions, challenge: Challenge, get: Get): Promise<string | Answer | null> {
  const { credentials } = options;
  const basic = credentials === null ? null : basicAuthorization(credentials);
  if (challenge.scheme === 'basic') return Promise.resolve(basic);
  return fetchToken(options, challenge, basic, get);
}

async function fetchToken(
  { host, isPlain, scope }: SessionOptions,
  challenge: Challenge & { scheme: 'bearer' },
  basic: string | null,
  get: Get,
): Promise<string | Answer> {
  const url = tokenUrl({ ...challenge, scope: challenge.scope ?? scope });
  // A password never goes out in clear because a registry asked for it.
  if (url === null || (url.protocol !== 'https:' && !isPlain)) {
    throw unreachable(host, 'names a token service that cannot be asked safely');
  }
  const answer = await get(url, basic === null ? {} : { authorization: basic });
  if ([400, 401, 403].includes(answer.status)) return answer;
  const token = Token.safeParse(parseJson(answer.body));
  if (answer.status !== 200 || !token.success) {
    throw unreachable(host, `has a token service (${url.host}) that gave no token and answered ${answer.status}`);
  }
  return `Bearer ${token.data}`;
}

function tokenUrl({ realm, service, scope }: Challenge & { scheme: 'bearer' }): URL | null {
  if (!URL.canParse(realm)) return null;
  const url = new URL(realm);
  if (service !== null) url.searchParams.set('service', service);
  for (const one of scope?.split(' ') ?? []) if (one !== '') url.searchParams.append('scope', one);
  return url;
}

function basicAuthorization({ username, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
