import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface HostCaddyOptions {
  /** The admin API listens on this port of 127.0.0.1 only: containers must not reach it. */
  adminPort: number;
  edgePort: number;
  /** A folder of its own; made when missing. */
  dir: string;
}

/**
 * Arguments that start a host's `caddy` as the edge: `spawn('caddy', await caddyArguments({ … }))`.
 *
 * Writes `caddy.json` into `dir`, a configuration with nothing but the admin API and Caddy's storage, both apart from
 * any other Caddy of the machine. It listens on the edge port from the first `reconcileTraffic()` on. Nothing is kept
 * for a restart: the routes come from what the engine runs.
 *
 * On Linux, `sysctl net.ipv4.tcp_migrate_req=1` (kernel 5.14 or newer) also saves the few new connections that are
 * accepted in the very moment of a change; without it about one in 20 changes under load resets one.
 */
export async function caddyArguments({ adminPort, edgePort, dir }: HostCaddyOptions): Promise<string[]> {
  const config = {
    admin: { listen: `127.0.0.1:${adminPort}`, config: { persist: false } },
    storage: { module: 'file_system', root: join(dir, 'storage') },
    logging: { logs: { default: { level: 'WARN' } } },
    apps: { http: { http_port: edgePort } },
  };
  await mkdir(dir, { recursive: true });
  const path = join(dir, 'caddy.json');
  await writeFile(path, JSON.stringify(config));
  return ['run', '--config', path];
}
