import type { AppRef, Release, TargetCall } from '../..';
import { listContainers, type OwnContainer } from '../containers/list';
import { unhealthy } from '../health/unhealthy';
import type { Scope } from '../scope';
import { demote, promote } from './serving';

/**
 * Sends all traffic of the app to this release. It is marked as serving before the route changes: whoever reconciles in
 * between, also after a crash, routes to it and never back. The others lose their mark meanwhile.
 * Throws UnhealthyError when a public container no longer runs.
 */
export async function shiftTraffic(scope: Scope, release: Release, call: TargetCall): Promise<void> {
  call.signal.throwIfAborted();
  const containers = await listContainers(scope, release);
  const own = containers.filter((container) => container.release === release.release);
  const stopped = own.find(({ state }) => state !== 'running');
  if (stopped) throw await unhealthy(scope, stopped, null);
  const others = containers.filter((container) => container.release !== release.release);
  await promote(scope, own);
  await Promise.all([route(scope, release, release.host, own), demote(scope, others)]);
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
