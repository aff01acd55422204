import type { ContainerInspectInfo } from 'dockerode';
import type { AppRef, ObservedContainer } from '../..';
import { listContainers, type OwnContainer } from '../containers/list';
import { engineCallUnless } from '../engine/errors';
import { probe } from '../health/check';
import { proberOf } from '../health/choose-prober';
import type { Scope } from '../scope';
import { noUsage } from './usage';

/** The containers of an app as they are now; one that goes away meanwhile is left out. */
export async function observe(scope: Scope, ref: AppRef, stats: boolean): Promise<ObservedContainer[]> {
  const containers = await listContainers(scope, ref);
  const observed = await Promise.all(containers.map((container) => observeOne(scope, container, stats)));
  return observed.flat();
}

async function observeOne(scope: Scope, container: OwnContainer, stats: boolean): Promise<ObservedContainer[]> {
  const engine = scope.docker.getContainer(container.id);
  const info = await engineCallUnless([404], `inspect ${container.name}`, () => engine.inspect());
  if (info === null) return [];
  const { State, RestartCount } = info;
  const [health, usage] = await Promise.all([
    healthOf(scope, container, info),
    stats && State.Running ? scope.usage.read(container.id) : noUsage,
  ]);
  const { revision, release, digest, replica } = container;
  const started = State.StartedAt.startsWith('0001-') ? null : new Date(State.StartedAt).toISOString();
  const hasEnded = State.Status === 'exited' || State.Status === 'dead' || State.Restarting;
  return [
    {
      ...{ container: container.container, replica, revision, release, digest },
      ...{ state: stateOf(State.Status), health, restarts: RestartCount },
      exitCode: hasEnded ? State.ExitCode : null,
      startedAt: started,
      ...usage,
    },
  ];
}

const states: Record<string, ObservedContainer['state']> = {
  created: 'created',
  running: 'running',
  restarting: 'restarting',
  exited: 'exited',
  dead: 'exited',
};

const stateOf = (status: string) => states[status] ?? 'unknown';

const nativeHealth: Record<string, ObservedContainer['health']> = {
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  starting: 'starting',
};

/** Longest a probe may hold up an observation. */
const patienceSeconds = 2;

/** From the engine where it runs the check itself, else asked now. */
async function healthOf(
  scope: Scope,
  { healthCheck, address }: OwnContainer,
  { State }: ContainerInspectInfo,
): Promise<ObservedContainer['health']> {
  if (!State.Running) return 'none';
  if (healthCheck === null || healthCheck.type === 'command') return nativeHealth[State.Health?.Status ?? ''] ?? 'none';
  const timeoutSeconds = Math.min(healthCheck.timeoutSeconds, patienceSeconds);
  const fault = await probe({ ...healthCheck, timeoutSeconds }, address, proberOf(scope));
  if (fault === null) return 'healthy';
  const age = (Date.now() - Date.parse(State.StartedAt)) / 1000;
  return age < healthCheck.startPeriodSeconds ? 'starting' : 'unhealthy';
}
