import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from './supervisor';

/** What the API and the worker are told; see packages/platform/src/config. */
export type AppEnv = Record<string, string>;

/** The API, which serves the dashboard as well. Ready when it reaches its stores. */
export function apiService(main: string, env: AppEnv, url: string): Service {
  return {
    name: 'api',
    command: nodeProgram(main),
    env,
    ready: async () => {
      const { status } = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      if (status !== 200) throw new Error(`/readyz answered ${status}`);
    },
  };
}

/** The worker. It listens nowhere: one that has run for a second found its configuration and its stores usable. */
export function workerService(main: string, env: AppEnv): Service {
  return { name: 'worker', command: nodeProgram(main), env, ready: () => delay(1_000) };
}

function nodeProgram(main: string): [string, ...string[]] {
  return [process.execPath, '--enable-source-maps', main];
}
