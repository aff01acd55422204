import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerInspectInfo } from 'dockerode';
import { UnhealthyError } from '../..';
import type { OwnContainer } from '../containers/list';
import { nameOf } from '../containers/replica-name';
import { engineCallUnless } from '../engine/errors';
import { logTail } from '../logs/log-tail';
import type { Scope } from '../scope';

/** The error for a container that is not healthy, with all that helps to mend it. */
export async function unhealthy(
  scope: Scope,
  container: OwnContainer,
  healthCheck: string | null,
): Promise<UnhealthyError> {
  const info = await lastWords(scope, container);
  return new UnhealthyError(sentence(container, info, healthCheck), {
    container: container.container,
    exitCode: info === null || info.State.Running ? null : info.State.ExitCode,
    healthCheck,
    logTail: info === null ? [] : await logTail(scope, container),
  });
}

const killed = 137;
const lateMs = 3_000;
const lookMs = 100;

/** The engine learns why a container was killed a little after it ended. */
async function lastWords({ docker }: Scope, { id, name }: OwnContainer): Promise<ContainerInspectInfo | null> {
  const inspect = () => engineCallUnless([404], `inspect ${name}`, () => docker.getContainer(id).inspect());
  const deadline = Date.now() + lateMs;
  for (;;) {
    const info = await inspect();
    const mayStillSay = info?.State.ExitCode === killed && !info.State.OOMKilled && Date.now() < deadline;
    if (!mayStillSay) return info;
    await delay(lookMs);
  }
}

function sentence(container: OwnContainer, info: ContainerInspectInfo | null, healthCheck: string | null): string {
  const who = nameOf(container);
  if (info === null) return `${who} was removed`;
  const { State, HostConfig, RestartCount } = info;
  const limit = Math.round((HostConfig.Memory ?? 0) / 1024 / 1024);
  if (State.OOMKilled) return `${who} was killed: it needs more than its ${limit} MB of memory`;
  // The engine does not always learn that it was for its memory.
  if (State.ExitCode === killed && !State.Running)
    return `${who} was killed with code ${killed}: mostly this means that it needs more than its ${limit} MB of memory`;
  if (!State.Running) return `${who} exited with code ${State.ExitCode}${State.Error ? `: ${State.Error}` : ''}`;
  if (healthCheck === null) return `${who} restarted (${RestartCount} times)`;
  return `${who} is not healthy: ${healthCheck}`;
}
