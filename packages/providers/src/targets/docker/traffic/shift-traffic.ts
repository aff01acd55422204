import type { AppRef, Release, TargetCall } from '../..';
import { listContainers, type OwnContainer } from '../containers/list';
import { unhealthy } from '../health/unhealthy';
import type { Scope } from '../scope';
import { demote, promote } from './serving';

/**
 * Sends all traffic of the app to this release. The route changes while the release is marked as serving, then the
 * others lose their mark: after a crash in between some release that may serve is marked, and a repetition ends it.
 * Throws UnhealthyError when a public container no longer runs.
 */
export async function shiftTraffic(scope: Scope, release: Release, call: TargetCall): Promise<void> {
  call.signal.throwIfAborted();
  const containers = await listContainers(scope, release);
  const own = containers.filter((container) => container.release === release.release);
  const stopped = own.find(({ state }) => state !== 'running');
  if (stopped) throw await unhealthy(scope, stopped, null);
  await Promise.all([promote(scope, own), route(scope, release, release.host, own)]);
  await demote(
    scope,
    containers.filter((container) => container.release !== release.release),
  );
  if (release.host !== null) call.log(`${scope.edge.address(release.host)} now leads to revision ${release.revision}`);
}

/** Points the app's address to the public ones of these containers; without any, the address goes away. */
export async function route(
  scope: Scope,
  { app }: AppRef,
  host: string | null,
  containers: OwnContainer[],
): Promise<void> {
  const upstreams = upstreamsOf(containers);
  const ref = { owner: scope.instance, app };
  if (host === null || upstreams.length === 0) await scope.edge.removeRoute(ref);
  else await scope.edge.setRoute({ ...ref, host, upstreams });
}

/** `address:port` of every public one. */
export function upstreamsOf(containers: OwnContainer[]): string[] {
  return containers.flatMap(({ address, publicPort }) => (publicPort === null ? [] : [`${address}:${publicPort}`]));
}
