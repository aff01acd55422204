import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@oatfin/platform/errors';
import type { Release, TargetCall } from '../..';
import { engineCallUnless } from '../engine/errors';
import { planAddresses } from '../network/addresses';
import { ensureNetwork } from '../network/network';
import type { Scope } from '../scope';
import { containerName, labels } from './labels';
import { listContainers, type OwnContainer } from './list';
import { replicaName } from './replica-name';
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
  const { container, replica: number } = replica;
  call.log(`Started ${replicaName(container.name, number, container.replicas)}`);
}

async function create(
  scope: Scope,
  release: Release,
  replica: Replica,
  addresses: Record<string, string>,
): Promise<void> {
  const spec = containerSpec(scope, release, replica, addresses);
  const created = await engineCallUnless([409], `create ${spec.name}`, () => scope.docker.createContainer(spec));
  if (created === null) await awaitCreated(scope, release, spec.name ?? '');
}

const pollMs = 50;
const patienceMs = 10_000;

/** Another worker's call may come through late: the engine keeps a name for it before it shows the container. */
async function awaitCreated({ docker, instance }: Scope, release: Release, name: string): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(pollMs)) {
    const info = await engineCallUnless([404], `inspect ${name}`, () => docker.getContainer(name).inspect());
    if (info === null) continue;
    const { [labels.instance]: owner, [labels.app]: app } = info.Config.Labels;
    if (owner === instance && app === release.app) return;
    break;
  }
  throw new AppError('target.failed', `The name ${name} is taken by a container that is not of this app.`);
}
