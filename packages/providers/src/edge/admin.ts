import { type RequestOptions, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'node:util';
import { AppError } from '@oatfin/platform/errors';

export interface AdminAnswer {
  status: number;
  body: string;
  /** Hash of the configuration that was read, for `If-Match`; Caddy sends it as a trailer. */
  etag: string | null;
}

/** One call of Caddy's admin API (https://caddyserver.com/docs/api); `etag` makes it fail with 412 when outdated. */
export type Admin = (method: 'GET' | 'POST', path: string, body?: unknown, etag?: string) => Promise<AdminAnswer>;

/** A change waits for the old configuration to close its idle connections; see edge.config.ts. */
const timeoutMs = 15_000;

/** Caddy starts its admin endpoint anew with every change, which may cut off a call of somebody else. */
const mostAttempts = 5;
const pauseMs = 100;

/**
 * A client of the admin API at `http://host:port` or `unix:/path/of/admin.sock`. No connection is kept. A call that was
 * cut off is made again: a GET may be, and a POST that went through before has outdated its `etag`.
 * Throws `edge.unavailable` when nothing answers; statuses are the caller's to judge.
 */
export function connectAdmin(adminUrl: string): Admin {
  const where = endpoint(adminUrl);
  return async (method, path, body, etag) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await exchange({ ...where, method, path }, body, etag);
      } catch (cause) {
        if (attempt === mostAttempts || !isCutOff(cause)) throw unavailable(adminUrl, cause);
        await delay(pauseMs);
      }
    }
  };
}

function exchange(options: RequestOptions, body: unknown, etag: string | undefined): Promise<AdminAnswer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    ...(etag === undefined ? {} : { 'if-match': etag }),
  };
  return new Promise((resolve, reject) => {
    const call = request({ ...options, headers, agent: false, timeout: timeoutMs }, (response) => {
      text(response).then((answer) => {
        const tag = response.trailers.etag ?? response.headers.etag ?? null;
        resolve({ status: response.statusCode ?? 0, body: answer, etag: tag });
      }, reject);
    });
    call.on('timeout', () => call.destroy(new Error('no answer in time')));
    call.on('error', reject);
    call.end(payload);
  });
}

function isCutOff(error: unknown): boolean {
  return types.isNativeError(error) && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function endpoint(adminUrl: string): RequestOptions {
  if (adminUrl.startsWith('unix:')) return { socketPath: adminUrl.replace(/^unix:(\/\/)?/, '') };
  const { hostname, port } = new URL(adminUrl);
  return { host: hostname, port: port === '' ? 2019 : Number(port) };
}

function unavailable(adminUrl: string, cause: unknown): AppError {
  const reason = types.isNativeError(cause) ? cause.message : String(cause);
  return new AppError('edge.unavailable', `The edge proxy does not answer at ${adminUrl}: ${reason}`, { cause });
}
