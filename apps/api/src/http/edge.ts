import type { SystemCtx } from '@oatfin/domain/context';
import type { Logger } from '@oatfin/platform/logging';
import type { Authenticate } from './authenticate';
import type { Metrics } from './metrics';

/** A store the process needs; `answers` never throws. */
export interface Store {
  name: string;
  answers(): Promise<boolean>;
}

/** What every request's context is made of, the request's own id and logger aside. */
export type ContextBase = Omit<SystemCtx, 'requestId' | 'logger'>;

/** What `buildApp` is given: made once in main.ts, or by a test. */
export interface ApiDeps {
  base: ContextBase;
  logger: Logger;
  stores: Store[];
  /** Whether MongoDB is connected right now, without asking it: requests are refused at once while it is not. */
  isMongoConnected(): boolean;
  metrics: Metrics;
  /** Aborted when the process begins to shut down: streams end, connections are closed after their answer. */
  draining: AbortSignal;
  /** Folder of the built dashboard; null: the API answers alone. */
  webDir: string | null;
  /** Number of reverse proxies whose X-Forwarded headers are believed. */
  trustProxy: number;
}

/** What a route is served with. */
export interface Edge extends ApiDeps {
  authenticate: Authenticate;
}
