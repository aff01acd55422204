import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './stale';

const folder = join(tmpdir(), 'oatfin-reserved');
const mine = new Set<string>();

/**
 * Reserves a name (a port, an address range) on this machine for as long as this process lives, so that two copies that
 * start at the same moment do not choose the same one. False when another live copy has it.
 */
export function reserve(name: string): boolean {
  if (mine.has(name)) return true;
  mkdirSync(folder, { recursive: true, mode: 0o1777 });
  const file = join(folder, name);
  if (!create(file)) {
    if (isAlive(holderOf(file))) return false;
    rmSync(file, { force: true });
    if (!create(file)) return false;
  }
  mine.add(name);
  return true;
}

/** Gives back everything this process reserved. */
export function releaseReservations(): void {
  for (const name of mine) rmSync(join(folder, name), { force: true });
  mine.clear();
}

/** Whether nobody listens on this TCP port of this address. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function create(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function holderOf(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || process.pid;
  } catch {
    return process.pid;
  }
}
