import { AppError } from '@oatfin/platform/errors';
import type { AppRef, TargetCall } from '../..';
import { listContainers } from '../containers/list';
import { removeContainers } from '../containers/remove';
import { listNetworks, removeNetworks } from '../network/network';
import type { Scope } from '../scope';

/** Removes route, containers and network of an app. Throws `target.leftovers` naming what is still there afterwards. */
export async function destroy(scope: Scope, ref: AppRef, call: TargetCall): Promise<void> {
  call.signal.throwIfAborted();
  const route = { owner: scope.instance, app: ref.app };
  await scope.edge.removeRoute(route);
  await removeContainers(scope, await listContainers(scope, ref));
  await removeNetworks(scope, ref);
  // A reconcile that ran meanwhile may have seen the containers.
  await scope.edge.removeRoute(route);
  await verifyGone(scope, ref);
  call.log('Removed containers, network and address');
}

async function verifyGone(scope: Scope, ref: AppRef): Promise<void> {
  const containers = await listContainers(scope, ref);
  const networks = await listNetworks(scope, ref);
  const left = [...containers.map(({ name }) => name), ...networks.map(({ Name }) => `network ${Name}`)];
  if (left.length > 0)
    throw new AppError('target.leftovers', `Still there: ${left.join(', ')}`, { details: { leftovers: left } });
}
