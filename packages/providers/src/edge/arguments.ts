import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const migration = '/proc/sys/net/ipv4/tcp_migrate_req';

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
 * Call `migrateWaitingConnections` as well.
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

/**
 * Lets the kernel hand connections that a closing listener has not accepted yet to its successor: Caddy opens new
 * listeners at every change, and without this about one change in 20 under load resets a connection. Linux 5.14 or newer
 * and root; false where it cannot be set. Source: https://docs.kernel.org/networking/ip-sysctl.html (tcp_migrate_req)
 */
export async function migrateWaitingConnections(): Promise<boolean> {
  try {
    await writeFile(migration, '1');
    return true;
  } catch {
    return false;
  }
}
