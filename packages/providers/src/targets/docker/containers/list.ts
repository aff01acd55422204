import type { ContainerInfo } from 'dockerode';
import type { AppRef, HealthCheck } from '../..';
import { engineCall } from '../engine/errors';
import type { Scope } from '../scope';
import { appFilter, labels } from './labels';

/** A container that Oatfin made, as its labels tell. */
export interface OwnContainer {
  id: string;
  name: string;
  team: string;
  app: string;
  revision: number;
  release: string;
  container: string;
  replica: number;
  digest: string;
  /** Host label of the app's address; null unless this container is public. */
  host: string | null;
  publicPort: number | null;
  /** Its own address on the app's network; the same after every restart. */
  address: string;
  /** Addresses of all containers of its release, by `container.replica`. */
  addresses: Record<string, string>;
  healthCheck: HealthCheck | null;
  /** `created`, `running`, `restarting`, `exited`, …: State of https://docs.docker.com/reference/api/engine/ */
  state: string;
  /** Unix seconds. */
  createdAt: number;
}

/** Every container of an app, running or not, in order of container and replica. */
export async function listContainers(scope: Scope, ref: AppRef): Promise<OwnContainer[]> {
  return list(scope, appFilter(scope, ref).label);
}

/** The public containers of every app of this copy of Oatfin. */
export async function listPublicContainers(scope: Scope): Promise<OwnContainer[]> {
  return list(scope, [`${labels.instance}=${scope.instance}`, labels.publicPort]);
}

async function list({ docker }: Scope, label: string[]): Promise<OwnContainer[]> {
  const found = await engineCall('list containers', () => docker.listContainers({ all: true, filters: { label } }));
  return found.map(parse).sort((a, b) => a.container.localeCompare(b.container) || a.replica - b.replica);
}

function parse(info: ContainerInfo): OwnContainer {
  const read = (key: string) => info.Labels[key] ?? '';
  const addresses: Record<string, string> = JSON.parse(read(labels.addresses) || '{}');
  const healthCheck: HealthCheck | null = JSON.parse(read(labels.healthCheck) || 'null');
  const container = read(labels.container);
  const replica = Number(read(labels.replica));
  return {
    id: info.Id,
    name: (info.Names[0] ?? info.Id).replace(/^\//, ''),
    team: read(labels.team),
    app: read(labels.app),
    revision: Number(read(labels.revision)),
    release: read(labels.release),
    container,
    replica,
    digest: read(labels.digest),
    host: read(labels.host) || null,
    publicPort: Number(read(labels.publicPort)) || null,
    address: addresses[addressKey(container, replica)] ?? '',
    addresses,
    healthCheck,
    state: info.State,
    createdAt: info.Created,
  };
}

export const addressKey = (container: string, replica: number): string => `${container}.${replica}`;
