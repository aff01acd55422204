import type { ContainerInspectInfo } from 'dockerode';
import { type Release, type TargetCall, UnhealthyError } from '../..';
import { containerName } from '../containers/labels';
import { listContainers, type OwnContainer } from '../containers/list';
import { nameOf, replicaName } from '../containers/replica-name';
import { replicasOf } from '../containers/spec';
import { engineCall, engineCallUnless } from '../engine/errors';
import { pause } from '../engine/pause';
import type { Scope } from '../scope';
import { checkOf } from './check';
import { createTeller } from './tell-output';
import { unhealthy } from './unhealthy';

const lookMs = 250;

/**
 * Resolves when every container of the release was seen healthy, runs the image of its digest and has neither ended nor
 * restarted meanwhile. A container that ends, also with code 0, fails at once.
 */
export async function checkHealth(scope: Scope, release: Release, call: TargetCall): Promise<void> {
  call.signal.throwIfAborted();
  const containers = await containersOf(scope, release);
  const stop = new AbortController();
  const signal = AbortSignal.any([call.signal, stop.signal]);
  try {
    const seen = await Promise.all(containers.map((container) => awaitHealthy(scope, container, { ...call, signal })));
    await Promise.all(containers.map((container, n) => verify(scope, container, seen[n])));
  } finally {
    stop.abort();
  }
}

async function containersOf(scope: Scope, release: Release): Promise<OwnContainer[]> {
  const found = await listContainers(scope, release);
  return replicasOf(release).map(({ container, replica }) => {
    const name = containerName(scope, release, container.name, replica);
    const own = found.find((one) => one.name === name);
    if (own) return own;
    const details = { container: container.name, exitCode: null, healthCheck: null, logTail: [] };
    throw new UnhealthyError(`${replicaName(container.name, replica, container.replicas)} is not there`, details);
  });
}

/** Gives what the engine said when it was healthy. Meanwhile tells what the container writes. */
async function awaitHealthy(scope: Scope, container: OwnContainer, call: TargetCall): Promise<ContainerInspectInfo> {
  const check = checkOf(scope, container);
  const tell = createTeller(scope, container, call);
  const first = await look(scope, container);
  for (let info = first; ; info = await look(scope, container)) {
    const hasDied = hasEnded(info, first);
    const [verdict] = await Promise.all([hasDied ? null : check(info), tell()]);
    if (verdict === null) throw await unhealthy(scope, container, null);
    if (verdict.is === 'unhealthy') throw await unhealthy(scope, container, verdict.answer);
    if (verdict.is === 'healthy') {
      call.log(`${nameOf(container)} is healthy`);
      return info;
    }
    await pause(lookMs, call.signal);
  }
}

async function look({ docker }: Scope, container: OwnContainer): Promise<ContainerInspectInfo> {
  return engineCall(`inspect ${container.name}`, () => docker.getContainer(container.id).inspect());
}

function hasEnded({ State, RestartCount }: ContainerInspectInfo, first: ContainerInspectInfo): boolean {
  return (
    !State.Running || State.Restarting || RestartCount > first.RestartCount || State.StartedAt !== first.State.StartedAt
  );
}

/** Once more when all are healthy: the first may have died while the last was starting. */
async function verify(scope: Scope, container: OwnContainer, seen: ContainerInspectInfo | undefined): Promise<void> {
  const info = await look(scope, container);
  if (hasEnded(info, seen ?? info)) throw await unhealthy(scope, container, null);
  const image = await engineCallUnless([404], 'inspect its image', () => scope.docker.getImage(info.Image).inspect());
  const digests = (image?.RepoDigests ?? []).map((reference) => reference.split('@')[1]);
  if (!digests.includes(container.digest))
    throw await unhealthy(scope, container, `runs ${info.Image}, which is not ${container.digest}`);
}
