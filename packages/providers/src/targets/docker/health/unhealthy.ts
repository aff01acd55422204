import type { ContainerInspectInfo } from 'dockerode';
import { UnhealthyError } from '../..';
import type { OwnContainer } from '../containers/list';
import { engineCallUnless } from '../engine/errors';
import { logTail } from '../logs/log-tail';
import type { Scope } from '../scope';

/** The error for a container that is not healthy, with all that helps to mend it. */
export async function unhealthy(
  scope: Scope,
  container: OwnContainer,
  healthCheck: string | null,
): Promise<UnhealthyError> {
  const docker = scope.docker.getContainer(container.id);
  const info = await engineCallUnless([404], `inspect ${container.name}`, () => docker.inspect());
  return new UnhealthyError(sentence(container, info, healthCheck), {
    container: container.container,
    exitCode: info === null || info.State.Running ? null : info.State.ExitCode,
    healthCheck,
    logTail: info === null ? [] : await logTail(scope, container),
  });
}

function sentence(
  { container, replica }: OwnContainer,
  info: ContainerInspectInfo | null,
  healthCheck: string | null,
): string {
  const who = `${container} (replica ${replica})`;
  if (info === null) return `${who} was removed`;
  const { State, HostConfig, RestartCount } = info;
  const limit = Math.round((HostConfig.Memory ?? 0) / 1024 / 1024);
  if (State.OOMKilled) return `${who} was killed: it needs more than its ${limit} MB of memory`;
  if (!State.Running) return `${who} exited with code ${State.ExitCode}${State.Error ? `: ${State.Error}` : ''}`;
  if (healthCheck === null) return `${who} restarted (${RestartCount} times)`;
  return `${who} is not healthy: ${healthCheck}`;
}
