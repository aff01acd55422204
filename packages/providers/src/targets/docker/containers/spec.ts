import type { ContainerCreateOptions, HealthConfig, HostConfig } from 'dockerode';
import type { HealthCheck, Release, ReleaseContainer } from '../..';
import type { Scope } from '../scope';
import { containerName, labels, networkName } from './labels';
import { addressKey } from './list';

export interface Replica {
  container: ReleaseContainer;
  replica: number;
}

export function replicasOf(release: Release): Replica[] {
  return release.containers.flatMap((container) =>
    Array.from({ length: container.replicas }, (_, replica) => ({ container, replica })),
  );
}

/** The body of https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerCreate for one replica. */
export function containerSpec(
  scope: Scope,
  release: Release,
  { container, replica }: Replica,
  addresses: Record<string, string>,
): ContainerCreateOptions {
  const network = networkName(scope, release);
  const address = addresses[addressKey(container.name, replica)] ?? '';
  return {
    name: containerName(scope, release, container.name, replica),
    Image: container.image,
    Env: Object.entries(container.env).map(([key, value]) => `${key}=${value}`),
    ...(container.command === null ? {} : { Cmd: container.command }),
    ExposedPorts: Object.fromEntries(container.ports.map((port) => [`${port}/tcp`, {}])),
    Labels: containerLabels(scope, release, { container, replica }, addresses),
    ...(container.healthCheck?.type === 'command' ? { Healthcheck: nativeCheck(container.healthCheck) } : {}),
    HostConfig: hostConfig(container, network, addresses),
    NetworkingConfig: { EndpointsConfig: { [network]: { IPAMConfig: { IPv4Address: address } } } },
  };
}

function containerLabels(
  { instance }: Scope,
  release: Release,
  { container, replica }: Replica,
  addresses: Record<string, string>,
): Record<string, string> {
  const { publicPort, healthCheck } = container;
  return {
    [labels.instance]: instance,
    [labels.team]: release.team,
    [labels.app]: release.app,
    [labels.appName]: release.appName,
    [labels.revision]: String(release.revision),
    [labels.release]: release.release,
    [labels.container]: container.name,
    [labels.replica]: String(replica),
    [labels.digest]: container.digest,
    [labels.addresses]: JSON.stringify(addresses),
    ...(healthCheck === null ? {} : { [labels.healthCheck]: JSON.stringify(healthCheck) }),
    ...(publicPort === null ? {} : { [labels.publicPort]: String(publicPort), [labels.host]: release.host ?? '' }),
  };
}

/**
 * What an ordinary image does while it starts, as root, and no more: give its folders to a user and become that user
 * (CHOWN, DAC_OVERRIDE, FOWNER, SETUID, SETGID; databases, nginx, anything with gosu), signal its workers (KILL), listen
 * on a port below 1024 (NET_BIND_SERVICE). Of Docker's default set this leaves out raw packets (spoofing inside the
 * network), device nodes, chroot, file capabilities, set-id bits and the audit log.
 */
const capabilities = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETUID', 'SETGID', 'KILL', 'NET_BIND_SERVICE'];

const mostProcesses = 1024;

/** Nothing of the host is reachable: no mounts, no published ports, no privileges, and limits on all it may use up. */
function hostConfig(container: ReleaseContainer, network: string, addresses: Record<string, string>): HostConfig {
  const memory = container.memoryMb * 1024 * 1024;
  return {
    NetworkMode: network,
    // It gets one when it takes traffic: until then an exit is a failed start, not something to repeat.
    RestartPolicy: { Name: 'no' },
    NanoCpus: Math.round(container.cpu * 1e9),
    Memory: memory,
    MemorySwap: memory,
    PidsLimit: mostProcesses,
    Privileged: false,
    CapDrop: ['ALL'],
    CapAdd: capabilities,
    SecurityOpt: ['no-new-privileges'],
    LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
    ExtraHosts: siblings(addresses),
  };
}

/**
 * Containers of a release find each other by name, and only those of their own release: a name on the app's network
 * would lead to the old and the new version in turn while both run.
 */
function siblings(addresses: Record<string, string>): string[] {
  return Object.entries(addresses).map(([key, address]) => `${key.replace(/\.\d+$/, '')}:${address}`);
}

const nanoseconds = (seconds: number) => Math.round(seconds * 1e9);

function nativeCheck(check: Extract<HealthCheck, { type: 'command' }>): HealthConfig {
  return {
    Test: ['CMD', ...check.command],
    Interval: nanoseconds(check.intervalSeconds),
    Timeout: nanoseconds(check.timeoutSeconds),
    StartPeriod: nanoseconds(check.startPeriodSeconds),
    Retries: check.retries,
  };
}
