import { randomBytes } from 'node:crypto';
import { createLogger } from '@oatfin/platform/logging';
import { createKeyring } from '@oatfin/platform/secrets';
import { type ServedApi, serveApi } from './api.fixture';
import type { ApiDeps, ContextBase } from './http/edge';
import type { Route } from './http/route';

/** The edge alone, over routes of a test's own: no store, no outside world. */
export function serveBare(table?: Route[], given: Partial<ApiDeps> = {}): Promise<ServedApi> {
  return serveApi({ base: bareBase(), logger: createLogger({ process: 'test', level: 'silent' }), ...given }, table);
}

function bareBase(): ContextBase {
  const absent = (): never => {
    throw new Error('This test has no outside world.');
  };
  return {
    now: () => new Date(),
    secrets: createKeyring(randomBytes(32)),
    queues: {
      ...{ enqueue: absent, remove: absent, close: absent },
      ...{ enqueueMany: absent, listWaiting: absent, removeMany: absent },
    },
    signals: { publish: absent, subscribe: absent, close: absent },
    providers: { target: absent, registry: { resolveImage: absent, verifyCredentials: absent }, mail: null },
    limits: { teamConcurrency: 1 },
    edgePort: 8080,
    publicUrl: 'http://localhost:3000',
    hasMailbox: false,
  };
}
