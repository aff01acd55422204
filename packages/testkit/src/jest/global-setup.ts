import { writeSync } from 'node:fs';
import type { RunningProcess } from '../processes';
import { services } from './services';

const started: RunningProcess[] = [];

/**
 * Starts the real counterparts of the tests once per run, side by side, and tells the tests through the environment:
 * REDIS_URL, MONGODB_URI, DOCKER_HOST, TEST_REGISTRY with _USERNAME and _PASSWORD. A variable that is set already is
 * honoured and nothing is started for it. TEST_SERVICES=none starts nothing, `redis,mongo` only those two.
 *
 * Throws one sentence when a counterpart cannot start; those that did are stopped first.
 */
export default async function globalSetup(): Promise<void> {
  const starts = await Promise.allSettled(wanted().map(startService));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed === undefined) return;
  await stopServices();
  process.once('exit', () => writeSync(1, '0 passed, 1 failed\n'));
  throw failed.reason;
}

/** Stops what this run started, and nothing else. */
export async function stopServices(): Promise<void> {
  await Promise.all(started.splice(0).map((running) => running.stop()));
}

function wanted(): typeof services {
  const names = (process.env.TEST_SERVICES ?? 'redis,mongo,engine,registry').split(',');
  return services.filter(({ name, variable }) => names.includes(name) && !process.env[variable]);
}

async function startService(service: (typeof services)[number]): Promise<void> {
  const { running, variables } = await service.start();
  started.push(running);
  Object.assign(process.env, variables);
}
