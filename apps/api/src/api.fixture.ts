import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { z } from 'zod';
import { buildApp } from './app';
import type { ApiDeps } from './http/edge';
import { createMetrics } from './http/metrics';
import type { Route } from './http/route';
import { listen } from './server/listen';

/** What a call got: the body parsed as JSON when it is JSON. */
export interface Called {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

export interface CallOptions {
  token?: string;
  team?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Called>;

/** The API on a port of its own, in this process. */
export interface ServedApi {
  url: string;
  call: Call;
  /** As a signal to the process would. */
  drain(): void;
  close(): Promise<void>;
}

/** The API over real stores with a database of its own. */
export type TestApi = TestSystem & ServedApi;

/** `table` replaces the product's routes. */
export async function openTestApi(
  options: Parameters<typeof createTestSystem>[0] = {},
  table?: Route[],
): Promise<TestApi> {
  const system = await createTestSystem(options);
  const { requestId: _requestId, logger, ...base } = system.system;
  const served = await serveApi({ base, logger }, table);
  return {
    ...system,
    ...served,
    close: async () => {
      await served.close();
      await system.close();
    },
  };
}

/** Serves the app; what is not given is as in a healthy process. */
export async function serveApi(
  given: Partial<ApiDeps> & Pick<ApiDeps, 'base' | 'logger'>,
  table?: Route[],
): Promise<ServedApi> {
  const draining = new AbortController();
  const deps: ApiDeps = {
    stores: [],
    isMongoConnected: () => true,
    metrics: createMetrics({ withProcess: false }),
    draining: draining.signal,
    webDir: null,
    trustProxy: 0,
    ...given,
  };
  const app = buildApp(deps, table);
  const server = createServer(app);
  const url = await listen(server, { HOST: '127.0.0.1', PORT: 0 });
  return { url, call: caller(url), drain: () => draining.abort(), close: () => end(server) };
}

async function end(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function caller(url: string): Call {
  return async (method, path, { token, team, body, headers = {} } = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(team === undefined ? {} : { 'x-team-id': team }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? z.record(z.string(), z.unknown()).parse(JSON.parse(text)) : {},
    };
  };
}
