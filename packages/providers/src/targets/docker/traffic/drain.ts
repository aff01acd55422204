import type { Release, TargetCall } from '../..';
import { listContainers, type OwnContainer } from '../containers/list';
import { removeContainers } from '../containers/remove';
import { pause } from '../engine/pause';
import type { Scope } from '../scope';
import { upstreamsOf } from './shift-traffic';

const pollMs = 100;

/** Removes every container of the app that is not of this release, once it answers no request any more. */
export async function removeOld(scope: Scope, release: Release, call: TargetCall): Promise<void> {
  const containers = await listContainers(scope, release);
  const old = containers.filter((container) => container.release !== release.release);
  await drainAndRemove(scope, old, call);
}

export async function drainAndRemove(scope: Scope, old: OwnContainer[], call: TargetCall): Promise<void> {
  if (old.length === 0) return;
  call.signal.throwIfAborted();
  await drain(scope, old, call);
  await removeContainers(scope, old);
  call.log(`Removed ${old.length} old container${old.length === 1 ? '' : 's'}`);
}

/** Waits until the edge counts no request at these containers, `drainSeconds` at most. */
async function drain({ edge, limits }: Scope, containers: OwnContainer[], call: TargetCall): Promise<void> {
  const upstreams = upstreamsOf(containers);
  if (upstreams.length === 0) return;
  const deadline = Date.now() + limits.drainSeconds * 1000;
  for (;;) {
    const open = await edge.inFlight(upstreams);
    if (open === 0) return;
    if (Date.now() >= deadline) return call.log(`${open} requests to the old version did not end in time`);
    await pause(pollMs, call.signal);
  }
}
