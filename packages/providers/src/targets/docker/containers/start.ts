import { AppError } from '@oatfin/platform/errors';
import type { Release, TargetCall } from '../..';
import { engineCall, engineCallUnless, statusOf } from '../engine/errors';
import { planAddresses } from '../network/addresses';
import { ensureNetwork } from '../network/network';
import type { Scope } from '../scope';
import { containerName } from './labels';
import { listContainers, type OwnContainer } from './list';
import { containerSpec, type Replica, replicasOf } from './spec';

/** Makes the app's network and every container of the release, and starts those that do not run. Nothing twice. */
export async function startContainers(scope: Scope, release: Release, call: TargetCall): Promise<void> {
  call.signal.throwIfAborted();
  const subnet = await ensureNetwork(scope, release);
  const existing = await listContainers(scope, release);
  const addresses = planAddresses(release, existing, subnet);
  for (const replica of replicasOf(release)) {
    call.signal.throwIfAborted();
    await ensureRunning(scope, release, replica, addresses, existing, call);
  }
}

async function ensureRunning(
  scope: Scope,
  release: Release,
  replica: Replica,
  addresses: Record<string, string>,
  existing: OwnContainer[],
  call: TargetCall,
): Promise<void> {
  const name = containerName(scope, release, replica.container.name, replica.replica);
  const found = existing.find((container) => container.name === name);
  if (found?.state === 'running') return;
  if (found === undefined) await create(scope, release, replica, addresses);
  await engineCallUnless([304], `start ${name}`, () => scope.docker.getContainer(name).start());
  call.log(`Started ${replica.container.name}${replica.container.replicas > 1 ? ` (replica ${replica.replica})` : ''}`);
}

/** Another worker's call may come through late: a name that is taken by the same app is a container that is there. */
async function create(
  scope: Scope,
  release: Release,
  replica: Replica,
  addresses: Record<string, string>,
): Promise<void> {
  const spec = containerSpec(scope, release, replica, addresses);
  const doing = `create ${spec.name}`;
  const conflict = await engineCall(doing, () =>
    scope.docker.createContainer(spec).then(
      () => false,
      (error) => {
        if (statusOf(error) === 409) return true;
        throw error;
      },
    ),
  );
  if (!conflict) return;
  const own = await listContainers(scope, release);
  if (own.some(({ name }) => name === spec.name)) return;
  throw new AppError('target.failed', `The name ${spec.name} is taken by a container that is not of this app.`);
}
