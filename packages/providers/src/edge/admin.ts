import { type RequestOptions, request } from 'node:http';
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

/**
 * A client of the admin API at `http://host:port` or `unix:/path/of/admin.sock`.
 * No connection is kept: Caddy starts its admin endpoint anew with every change.
 * Throws `edge.unavailable` when nothing answers; statuses are the caller's to judge.
 */
export function connectAdmin(adminUrl: string): Admin {
  const where = endpoint(adminUrl);
  return (method, path, body, etag) =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined ? {} : { 'if-match': etag }),
      };
      const call = request({ ...where, method, path, headers, agent: false, timeout: timeoutMs }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('error', (cause) => reject(unavailable(adminUrl, cause)));
        response.on('end', () => {
          const tag = response.trailers.etag ?? response.headers.etag ?? null;
          resolve({ status: response.statusCode ?? 0, body: text, etag: tag });
        });
      });
      call.on('timeout', () => call.destroy(new Error('no answer in time')));
      call.on('error', (cause) => reject(unavailable(adminUrl, cause)));
      call.end(payload);
    });
}

function endpoint(adminUrl: string): RequestOptions {
  if (adminUrl.startsWith('unix:')) return { socketPath: adminUrl.replace(/^unix:(\/\/)?/, '') };
  const { hostname, port } = new URL(adminUrl);
  return { host: hostname, port: port === '' ? 2019 : Number(port) };
}

function unavailable(adminUrl: string, cause: Error): AppError {
  return new AppError('edge.unavailable', `The edge proxy does not answer at ${adminUrl}: ${cause.message}`, { cause });
}
