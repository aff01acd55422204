import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { locateProgram } from '../packages';

type Endpoint = { socketPath: string } | { hostname: string; port: string };

/** The first Docker Engine of this machine that answers, as in DOCKER_HOST; null when there is none. */
export async function findEngine(): Promise<string | null> {
  for (const host of [...usualSockets().map((path) => `unix://${path}`), ...(await currentContext())]) {
    if (await answers(host)) return host;
  }
  return null;
}

/** Whether an engine answers at this DOCKER_HOST. Of ssh:// and tls hosts nothing is known here: true. */
export async function answers(dockerHost: string): Promise<boolean> {
  const path = socketPath(dockerHost);
  if (path !== null) return ping({ socketPath: path });
  if (!dockerHost.startsWith('tcp://')) return true;
  const { hostname, port } = new URL(dockerHost);
  return process.env.DOCKER_TLS_VERIFY ? true : ping({ hostname, port });
}

/** The path of a unix:// host; null for others. */
export function socketPath(dockerHost: string): string | null {
  return dockerHost.startsWith('unix://') ? dockerHost.slice('unix://'.length) : null;
}

/** Docker Engine, rootless Docker, Docker Desktop, Colima, OrbStack, Rancher Desktop. */
function usualSockets(): string[] {
  const home = (...parts: string[]) => join(homedir(), ...parts);
  const runtime = process.env.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    ...(runtime === undefined ? [] : [join(runtime, 'docker.sock')]),
    home('.docker/run/docker.sock'),
    home('.docker/desktop/docker.sock'),
    home('.colima/default/docker.sock'),
    home('.colima/docker.sock'),
    home('.orbstack/run/docker.sock'),
    home('.rd/docker.sock'),
  ];
}

/** What `docker context` points at, when the docker client is installed. */
async function currentContext(): Promise<string[]> {
  const docker = locateProgram('docker');
  if (docker === null) return [];
  const inspect = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const { stdout } = await promisify(execFile)(docker, inspect, { timeout: 5_000 }).catch(() => ({ stdout: '' }));
  return stdout.trim() === '' ? [] : [stdout.trim()];
}

/** One GET of the Engine API over a socket; gives the body, throws when the answer is not 200. */
export function getFromEngine(where: Endpoint, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({ ...where, path, timeout: 2_000 }, (response) => {
      response.setEncoding('utf8').on('error', reject);
      const parts: string[] = [];
      response.on('data', (part: string) => parts.push(part));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(parts.join(''));
        else reject(new Error(`the engine answered ${response.statusCode}`));
      });
    });
    call.on('timeout', () => call.destroy(new Error('the engine does not answer')));
    call.on('error', reject);
    call.end();
  });
}

function ping(where: Endpoint): Promise<boolean> {
  return getFromEngine(where, '/_ping').then(
    () => true,
    () => false,
  );
}
