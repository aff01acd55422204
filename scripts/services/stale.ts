import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@oatfin/testkit/eventually';

/**
 * Ends the program that an earlier, killed start left behind in this folder, runs what was to run after it, and clears
 * the folder. A pid counts only while that process still runs the recorded command: pids are used again.
 */
export async function endStale(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const pid = Number.parseInt(readOrEmpty(join(folder, 'pid')), 10);
  if (pid > 0 && isSameProgram(pid, readOrEmpty(join(folder, 'command')))) await end(pid);
  const after = join(folder, 'after.sh');
  if (existsSync(after)) execFileSync('/bin/sh', [after], { stdio: 'ignore' });
  await rm(folder, { recursive: true, force: true });
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A process's program and arguments, separated by blanks; empty when there is none. */
export function commandLine(pid: number): string {
  if (process.platform === 'linux') return readOrEmpty(`/proc/${pid}/cmdline`).split('\0').join(' ').trim();
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Redis and others rewrite their title, so only the program's path is compared then. */
function isSameProgram(pid: number, command: string): boolean {
  const running = commandLine(pid);
  const [program = ''] = command.split(' ');
  return command !== '' && (running === command || running.startsWith(`${program} `));
}

async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  const isGone = () => {
    if (isAlive(pid)) throw new Error(`process ${pid} does not end`);
  };
  await eventually(isGone, { timeoutMs: 15_000, intervalMs: 50 }).catch(() => process.kill(pid, 'SIGKILL'));
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
