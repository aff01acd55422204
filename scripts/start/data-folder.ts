import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { commandLine, isAlive } from '../services/stale';

/**
 * Makes the folder of data, for this user only, and holds it for this process; gives what releases it.
 * Throws one sentence when another running copy holds it. One that was killed does not hold it any more.
 */
export function holdDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'start.pid');
  if (!create(file)) {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    if (isStart(pid)) throw new Error(inUse(dataDir, pid));
    rmSync(file, { force: true });
    if (!create(file)) throw new Error(inUse(dataDir, pid));
  }
  return () => rmSync(file, { force: true });
}

/** A path as a person in the repository would type it. */
export function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

function create(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Pids are used again: only another start counts. */
function isStart(pid: number): boolean {
  return pid > 0 && pid !== process.pid && isAlive(pid) && commandLine(pid).includes('start.mjs');
}

function inUse(dataDir: string, pid: number): string {
  return `Another copy of Oatfin (process ${pid}) uses ${shown(dataDir)}; stop it, or choose another folder: DATA_DIR=.data-2 npm start`;
}
