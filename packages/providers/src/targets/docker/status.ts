import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@oatfin/platform/errors';
import type { TargetStatus } from '..';
import { engineCall } from './engine/errors';
import type { Scope } from './scope';

const oldestApi = [1, 41] as const;
const patienceMs = 5_000;

/** Whether the engine answers and is new enough. Never throws. */
export async function engineStatus({ docker }: Scope): Promise<TargetStatus> {
  const howTo =
    'Install Docker Engine 20.10 or newer: apt-get install docker.io, or Docker Desktop, then restart Oatfin. ' +
    'With an engine of your own, say where it is with DOCKER_HOST.';
  try {
    const { Version, ApiVersion, Os, Arch } = await soon(engineCall('give its version', () => docker.version()));
    if (isOlder(ApiVersion))
      return { state: 'missing', detail: `Docker Engine ${Version} (API ${ApiVersion}) is too old.`, howTo };
    return { state: 'ready', detail: `Docker Engine ${Version} (API ${ApiVersion}, ${Os}/${Arch})` };
  } catch (error) {
    const detail = error instanceof AppError ? error.publicMessage : 'The Docker Engine did not answer.';
    return { state: 'missing', detail, howTo };
  }
}

/** `linux/amd64`. */
export async function platformOf({ docker }: Scope): Promise<string> {
  const { Os, Arch } = await engineCall('give its version', () => docker.version());
  return `${Os}/${Arch}`;
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestApi;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

async function soon<T>(answer: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = delay(patienceMs, undefined, { signal: timer.signal }).then(() => {
    throw new AppError('target.unavailable', 'The Docker Engine did not answer in time.');
  });
  late.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => timer.abort());
}
