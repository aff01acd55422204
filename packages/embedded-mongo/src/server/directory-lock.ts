import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

/**
 * Takes the directory for this process; what a dead process left is taken over. Returns the function that gives it back.
 * @throws Error when another live process uses it
 */
export function lockDirectory(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'server.lock');
  const own = JSON.stringify({ pid: process.pid, startedAt: startOfProcess(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (tryCreate(path, own)) return () => rmSync(path, { force: true });
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder)) {
      throw new Error(`The data directory ${dir} is in use by process ${holder.pid}.`);
    }
    rmSync(path, { force: true });
  }
  throw new Error(`The data directory ${dir} could not be locked.`);
}

function tryCreate(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const { pid, startedAt }: { pid?: unknown; startedAt?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
    return typeof pid === 'number' ? { pid, startedAt: String(startedAt) } : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers of dead processes are given again, so the start time must agree too. */
function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return startOfProcess(holder.pid) === holder.startedAt;
}

/** When the process started, in kernel ticks; empty where /proc does not tell. */
function startOfProcess(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
