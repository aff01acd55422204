import type Docker from 'dockerode';
import type { Edge } from '../../edge';
import type { Target } from '..';
import { pullImages } from './containers/pull';
import { startContainers } from './containers/start';
import { engineCallUnless } from './engine/errors';
import { checkHealth } from './health/check-health';
import { followLogs } from './logs/follow-logs';
import { observe } from './observe/observe';
import { createUsageMeter } from './observe/usage';
import { type DockerLimits, defaultLimits, type Scope } from './scope';
import { engineStatus, platformOf } from './status';
import { destroy } from './traffic/destroy';
import { removeOld } from './traffic/drain';
import { reconcileTraffic } from './traffic/reconcile';
import { restore } from './traffic/restore';
import { shiftTraffic } from './traffic/shift-traffic';

export { labels } from './containers/labels';
export { connectEngine, type DockerEngine } from './engine/connect';
export type { DockerLimits } from './scope';

export interface DockerTargetOptions {
  /** From `connectEngine`. */
  docker: Docker;
  edge: Edge;
  /**
   * Tells copies of Oatfin that share an engine or an edge apart: each sees its own things only.
   * Letters, digits, `_`, `.` and `-`; default `oatfin`.
   */
  instance?: string;
  limits?: Partial<DockerLimits>;
}

/**
 * Runs apps on a Docker Engine behind an edge proxy. Holds no state but the last figures of who was looked at: any number
 * of processes may work on one engine.
 */
export function createDockerTarget({ docker, edge, instance = 'oatfin', limits }: DockerTargetOptions): Target {
  const usage = createUsageMeter((id) => sampleOf(docker, id));
  const scope: Scope = { docker, edge, instance, limits: { ...defaultLimits, ...limits }, usage };
  return {
    kind: 'docker',
    status: async () => ({ engine: await engineStatus(scope), edge: await edge.status() }),
    platform: () => platformOf(scope),
    pullImages: (release, call) => pullImages(scope, release, call),
    startContainers: (release, call) => startContainers(scope, release, call),
    checkHealth: (release, call) => checkHealth(scope, release, call),
    shiftTraffic: (release, call) => shiftTraffic(scope, release, call),
    removeOld: (release, call) => removeOld(scope, release, call),
    restore: (ref, previous, call) => restore(scope, ref, previous, call),
    observe: (ref, options) => observe(scope, ref, options?.stats ?? false),
    logs: (ref, options) => followLogs(scope, ref, options),
    destroy: (ref, call) => destroy(scope, ref, call),
    reconcileTraffic: () => reconcileTraffic(scope),
  };
}

/** One sample of what a container uses; null when it ended meanwhile. */
function sampleOf(docker: Docker, id: string) {
  const measure = () => docker.getContainer(id).stats({ stream: false, 'one-shot': true });
  return engineCallUnless([404, 409], `measure ${id.slice(0, 12)}`, measure);
}
