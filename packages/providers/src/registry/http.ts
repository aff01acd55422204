import { types } from 'node:util';
import type { RegistryCredentials } from '../targets';
import { type Answer, describeAnswer } from './answers';
import { rateLimited, unreachable } from './failures';

/** `GET`s one address. */
export type Get = (url: URL, headers: Record<string, string>) => Promise<Answer>;

export interface GetOptions {
  /** The registry that errors name, also while its token service or blob store is asked. */
  host: string;
  /** For one answer, from the connection to the last byte. */
  timeoutMs: number;
  /** Kept out of the errors, should the registry repeat them. */
  credentials: RegistryCredentials | null;
  signal?: AbortSignal | undefined;
}

/** What a registry must accept of a manifest, so none is larger. OCI distribution spec, "Pushing Manifests". */
const maxBytes = 4 * 1024 * 1024;

/**
 * A `GET` that follows redirects; fetch does not show the Authorization header to another origin.
 *
 * Throws `registry.unreachable` (name, connection, TLS, time, size, status from 500), `registry.rate_limited` (429), or the
 * signal's reason.
 */
export function createGet({ host, timeoutMs, credentials, signal }: GetOptions): Get {
  return async (url, headers) => {
    const late = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? late : AbortSignal.any([signal, late]);
    const answer = await read(url, headers, either).catch((cause: unknown) => {
      signal?.throwIfAborted();
      const what = late.aborted ? `did not answer within ${timeoutMs / 1000} seconds` : describeFailure(cause);
      throw unreachable(host, what + askedAt(url), cause);
    });
    if (answer.status === 429) throw rateLimited(host, retryAfter(answer.headers));
    if (answer.status >= 500) {
      throw unreachable(host, `answered ${describeAnswer(answer, credentials)}${askedAt(url)}`);
    }
    return answer;
  };
}

class TooLarge extends Error {}

async function read(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, { headers: { 'user-agent': 'oatfin', ...headers }, signal });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return { status: response.status, headers: response.headers, body: Buffer.concat(chunks) };
}

/** Where it failed, when that was the token service of the registry. */
function askedAt(url: URL): string {
  return url.pathname.startsWith('/v2/') ? '' : ` (asked for a token at ${url.host})`;
}

const failures: Record<string, string> = {
  ENOTFOUND: 'has a name that cannot be resolved',
  EAI_AGAIN: 'has a name that cannot be resolved at the moment',
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'broke off the connection',
  UND_ERR_SOCKET: 'broke off the connection',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'did not answer in time',
  UND_ERR_HEADERS_OVERFLOW: 'answered with headers that are too long',
};

function describeFailure(error: unknown): string {
  if (error instanceof TooLarge) return 'answered with more than 4 MiB';
  if (isBlockedPort(error)) return 'is on a port that no HTTP client may use; let it listen on another one';
  const code = codeOf(error);
  if (code === null) return 'could not be asked';
  if (/CERT|TLS|SSL|SIGNATURE|EPROTO/.test(code)) return `could not be asked securely (TLS: ${code})`;
  return failures[code] ?? `could not be asked (${code})`;
}

/** Ports of other protocols, which fetch leaves alone: https://fetch.spec.whatwg.org/#port-blocking */
function isBlockedPort(error: unknown): boolean {
  return types.isNativeError(error) && types.isNativeError(error.cause) && error.cause.message === 'bad port';
}

/** fetch hides the system's error under one or two causes. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : null;
}

/** Seconds, from seconds or from a date. RFC 9110, section 10.2.3. */
function retryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : null;
}
