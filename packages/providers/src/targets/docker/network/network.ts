import { createHash } from 'node:crypto';
import { AppError } from '@oatfin/platform/errors';
import type { NetworkInspectInfo } from 'dockerode';
import type { AppRef } from '../..';
import { labels, networkName } from '../containers/labels';
import { engineCall, engineCallUnless, engineError, statusOf } from '../engine/errors';
import type { Scope } from '../scope';
import type { SubnetPrefix } from './addresses';
import { hostRoutes } from './host-routes';

/** 10.208.0.0/12 in 4096 parts. The engine's own pools hold about 30 networks only, and allow no fixed addresses. */
const subnetCount = 4096;

/** The app's network, made when missing, with the edge's container in it when there is one. Gives its subnet. */
export async function ensureNetwork(scope: Scope, ref: AppRef): Promise<SubnetPrefix> {
  const network = (await findNetwork(scope, ref)) ?? (await createNetwork(scope, ref));
  await connectEdge(scope, network.Name);
  const subnet = network.IPAM?.Config?.[0]?.Subnet;
  if (subnet === undefined) throw new AppError('target.failed', `The network ${network.Name} has no subnet.`);
  return prefixOf(subnet);
}

/** The oldest one, should two workers have made one each; an app's containers are all in that one. */
async function findNetwork(scope: Scope, ref: AppRef): Promise<NetworkInspectInfo | null> {
  const [first = null] = await listNetworks(scope, ref);
  return first;
}

export async function listNetworks(scope: Scope, ref: AppRef): Promise<NetworkInspectInfo[]> {
  const filters = { label: [`${labels.instance}=${scope.instance}`, `${labels.app}=${ref.app}`] };
  const found = await engineCall('list networks', () => scope.docker.listNetworks({ filters }));
  return found.sort((a, b) => a.Created.localeCompare(b.Created) || a.Id.localeCompare(b.Id));
}

async function createNetwork(scope: Scope, ref: AppRef): Promise<NetworkInspectInfo> {
  const name = networkName(scope, ref);
  for (const prefix of await freeSubnets(scope, name)) {
    try {
      const created = await scope.docker.createNetwork(networkSpec(scope, ref, name, prefix));
      return await keepOldest(scope, ref, created.id);
    } catch (error) {
      // 409: there is one by now. 403: the subnet was taken meanwhile; the next one may be free.
      if (statusOf(error) === 409) return await getNetwork(scope, ref);
      if (statusOf(error) !== 403) throw engineError(`create the network ${name}`, error);
    }
  }
  throw new AppError('target.failed', 'Every subnet of 10.208.0.0/12 is in use: no network for another app.');
}

function networkSpec({ instance }: Scope, { team, app }: AppRef, name: string, prefix: SubnetPrefix) {
  return {
    Name: name,
    CheckDuplicate: true,
    Driver: 'bridge',
    Labels: { [labels.instance]: instance, [labels.team]: team, [labels.app]: app },
    IPAM: { Config: [{ Subnet: `${prefix}.0/24`, Gateway: `${prefix}.1`, IPRange: `${prefix}.192/26` }] },
  };
}

/** The engine checks for duplicates on a best effort only (docs: NetworkCreate, CheckDuplicate). */
async function keepOldest(scope: Scope, ref: AppRef, id: string): Promise<NetworkInspectInfo> {
  const oldest = await getNetwork(scope, ref);
  if (oldest.Id !== id) await engineCallUnless([404], 'remove a network', () => scope.docker.getNetwork(id).remove());
  return oldest;
}

async function getNetwork(scope: Scope, ref: AppRef): Promise<NetworkInspectInfo> {
  const found = await findNetwork(scope, ref);
  if (found) return found;
  throw new AppError('target.failed', `The network ${networkName(scope, ref)} belongs to something else.`);
}

/**
 * Unused subnets, from a place that depends on the name: other engines of the same host choose among the same ones,
 * and neither they nor the host's own networks are seen by this engine.
 */
async function freeSubnets({ docker }: Scope, name: string): Promise<SubnetPrefix[]> {
  const networks = await engineCall('list networks', () => docker.listNetworks());
  const ofEngine = networks.flatMap(({ IPAM }) => (IPAM?.Config ?? []).map(({ Subnet = '' }) => Subnet));
  const used = new Set([...ofEngine, ...(await hostRoutes())].map(prefixOf));
  const start = createHash('sha256').update(name).digest().readUInt16BE() % subnetCount;
  return Array.from({ length: subnetCount }, (_, n) => subnetAt((start + n) % subnetCount)).filter(
    (prefix) => !used.has(prefix),
  );
}

const subnetAt = (n: number): SubnetPrefix => `10.${208 + (n >> 8)}.${n & 255}`;

const prefixOf = (address: string): SubnetPrefix => address.split('.').slice(0, 3).join('.');

/** 403: it is in the network already (https://docs.docker.com/reference/api/engine/version/v1.41/#operation/NetworkConnect). */
export async function connectEdge({ docker, edge }: Scope, network: string): Promise<void> {
  const { container } = edge;
  if (container === null) return;
  await engineCallUnless([403, 409], `connect ${container} to ${network}`, () =>
    docker.getNetwork(network).connect({ Container: container }),
  );
}

/** Removes the app's networks; the edge's container leaves first. */
export async function removeNetworks(scope: Scope, ref: AppRef): Promise<void> {
  const { container } = scope.edge;
  for (const { Id, Name } of await listNetworks(scope, ref)) {
    const network = scope.docker.getNetwork(Id);
    if (container !== null)
      await engineCallUnless([403, 404, 500], `disconnect ${container}`, () =>
        network.disconnect({ Container: container, Force: true }),
      );
    await engineCallUnless([403, 404], `remove the network ${Name}`, () => network.remove());
  }
}
