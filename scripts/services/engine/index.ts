import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canInstallPackages, installPackages, locateProgram } from '../packages';
import type { Ports } from '../ports';
import type { Supervisor } from '../supervisor';
import { answers, findEngine } from './engine-socket';
import { hurryContainers } from './hurry-containers';

export { socketPath } from './engine-socket';

/** The Docker Engine that apps are deployed on. */
export interface Engine {
  /** As in DOCKER_HOST; null when there is none. */
  dockerHost: string | null;
  /** Whether its containers are in this machine's own network: a Linux engine on this machine. */
  isLocal: boolean;
  /** One line: where it is, or what is missing. */
  summary: string;
  /** Resolves when it answers: one that brings back the containers of last time takes a while. */
  started: Promise<void>;
}

export interface EngineSource {
  /** DOCKER_HOST, when it was given. */
  given: string | undefined;
  ports: Ports;
  supervisor: Supervisor;
  onLine: (line: string) => void;
}

/**
 * The engine of DOCKER_HOST, else one that answers at a usual place, else (Linux as root) a private one under DATA_DIR,
 * installed first where apt can, and then still starting. Null where none can be had: Oatfin starts all the same.
 */
export async function provideEngine(source: EngineSource): Promise<Engine> {
  const { given } = source;
  if (given !== undefined) {
    const isThere = await answers(given);
    return running(given, isThere ? given : `${given} does not answer`);
  }
  const found = await findEngine();
  if (found !== null) return running(found);
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return missing;
  if (locateProgram('dockerd') === null) {
    if (!canInstallPackages()) return missing;
    await installPackages(['docker.io', 'iproute2'], { signal: source.supervisor.signal, onLine: source.onLine });
    const started = await findEngine();
    if (started !== null) return running(started);
  }
  return startPrivateEngine(source);
}

const missing: Engine = {
  dockerHost: null,
  isLocal: false,
  summary: 'none found: install Docker (https://docs.docker.com/get-docker/) or set DOCKER_HOST, then start again',
  started: Promise.resolve(),
};

function running(dockerHost: string, summary = dockerHost): Engine {
  const isLocal = process.platform === 'linux' && dockerHost.startsWith('unix://');
  return { dockerHost, isLocal, summary, started: Promise.resolve() };
}

async function startPrivateEngine({ supervisor, ports }: EngineSource): Promise<Engine> {
  const dockerd = locateProgram('dockerd') ?? 'dockerd';
  const folder = shortFolder(supervisor.dataDir);
  mkdirSync(folder, { recursive: true });
  // In place of the machine's /etc/docker/daemon.json, which speaks of another engine.
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const network = await ports.network();
  const range = `10.${network}.0.0/16`;
  const bridge = `oat-${createHash('sha256').update(supervisor.dataDir).digest('hex').slice(0, 8)}`;
  const dockerHost = `unix://${join(folder, 'docker.sock')}`;
  const started = supervisor.run({
    name: 'dockerd',
    command: ['/bin/sh', join(__dirname, 'enter.sh'), range, bridge, dockerd, ...options(folder, dockerHost, range)],
    after: `sh '${join(__dirname, 'leave.sh')}' '${folder}' '${range}' '${bridge}'\n`,
    ready: async () => {
      if (!(await answers(dockerHost))) throw new Error('it does not answer');
    },
    beforeStop: () => hurryContainers(join(folder, 'docker.sock')),
  });
  return { dockerHost, isLocal: true, summary: `private, at ${dockerHost}`, started };
}

/** https://docs.docker.com/reference/cli/dockerd/#run-multiple-daemons */
function options(folder: string, dockerHost: string, range: string): string[] {
  return [
    ...['--host', dockerHost],
    ...['--data-root', join(folder, 'data')],
    ...['--exec-root', join(folder, 'exec')],
    ...['--pidfile', join(folder, 'pid')],
    ...['--config-file', join(folder, 'daemon.json')],
    ...['--default-address-pool', `base=${range},size=24`],
    ...['--iptables=false', '--ip6tables=false'],
  ];
}

/** Socket paths end at 107 characters, and the engine puts 36 of its own behind its folder. */
function shortFolder(dataDir: string): string {
  const folder = join(dataDir, 'docker');
  if (folder.length <= 60) return folder;
  return `/var/lib/oatfin-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
}
