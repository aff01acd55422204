import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../services/stale';

const folder = 'node_modules/.cache/oatfin';

/** Runs one build of this clone at a time: two copies that start together write the same files. */
export async function withBuildLock<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}.lock`;
  while (!take(file)) await delay(200, undefined, { signal });
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(holder(file))) rmSync(file, { force: true });
    return false;
  }
}

function holder(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || process.pid;
  } catch {
    return process.pid;
  }
}
