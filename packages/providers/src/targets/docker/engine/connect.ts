import { AppError } from '@oatfin/platform/errors';
import Docker from 'dockerode';

/** A connection to one engine. */
export type DockerEngine = Docker;

type Connector = (url: URL) => Docker.DockerOptions;

const overTcp =
  (protocol: 'http' | 'https'): Connector =>
  (url) => ({ protocol, host: url.hostname, port: url.port === '' ? defaultPorts[protocol] : url.port });

const defaultPorts = { http: 2375, https: 2376 };

/** `host` stands here to win over the one that docker-modem takes from DOCKER_HOST. */
const overSocket: Connector = (url) => ({ host: undefined, socketPath: decodeURIComponent(url.pathname) });

/** One entry for each way to an engine; SSH and client certificates come with their credentials later. */
const connectors: Record<string, Connector> = {
  'unix:': overSocket,
  'npipe:': overSocket,
  'tcp:': overTcp('http'),
  'http:': overTcp('http'),
  'https:': overTcp('https'),
};

/**
 * A client of the Docker Engine API (1.41 or newer) at `dockerHost`, written as in DOCKER_HOST: `unix:///path`,
 * `tcp://host:2375`. Without one it follows DOCKER_HOST itself, else the local socket. Nothing is asked of the engine
 * yet. Throws `target.unsupported` for an address of another kind.
 */
export function connectEngine(dockerHost?: string): Docker {
  if (dockerHost === undefined || dockerHost === '') return new Docker();
  const url = URL.canParse(dockerHost) ? new URL(dockerHost) : null;
  const connector = url === null ? undefined : connectors[url.protocol];
  if (url === null || connector === undefined)
    throw new AppError(
      'target.unsupported',
      `${dockerHost} is not an address of a Docker Engine: use unix:// or tcp://`,
    );
  return new Docker(connector(url));
}
