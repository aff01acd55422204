import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { endStale } from './stale';

/** A program that runs for as long as this one does. */
export interface Program {
  /** As it stands in `logs/NAME.log` and in sentences. */
  name: string;
  /** The program, by its full path, and its arguments. */
  command: [string, ...string[]];
  /** Added to the environment of this process. */
  env?: NodeJS.ProcessEnv;
  /** A shell script that runs when the program has ended, however it ended. */
  after?: string;
}

export interface LiveProgram {
  /** Resolves when the program and its `after` are gone. */
  ended: Promise<void>;
  /** Asks it to end, insists after 30 seconds, and resolves when it is gone; safe to call twice. */
  stop(): Promise<void>;
}

/** The script that ties a program's life to ours: the testkit's, so that there is one, tried by every test run. */
export const guard = resolve(__dirname, '../../packages/testkit/src/processes/guard.sh');
const rotateAtBytes = 10_000_000;

/**
 * Starts a program in a process group of its own, its output in DATA_DIR/logs/NAME.log. It ends when this process ends,
 * also when this process is killed. One that a crash left behind is ended first (DATA_DIR/run/NAME/pid tells).
 */
export async function startProgram(dataDir: string, program: Program): Promise<LiveProgram> {
  const folder = join(dataDir, 'run', program.name);
  await endStale(folder);
  mkdirSync(folder, { recursive: true });
  if (program.after !== undefined) await writeFile(join(folder, 'after.sh'), program.after);
  await writeFile(join(folder, 'command'), program.command.join(' '));
  const child = spawnGuarded(dataDir, folder, program);
  const ended = once(child, 'exit').then(() => rm(folder, { recursive: true, force: true }));
  return {
    ended,
    stop: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

/** The last lines a program wrote. */
export function lastLines(dataDir: string, name: string, count = 20): string {
  try {
    return readFileSync(logFile(dataDir, name), 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

/** DATA_DIR/logs/NAME.log. */
export function logFile(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}

function spawnGuarded(dataDir: string, folder: string, { name, command, env }: Program): ChildProcess {
  const output = openLog(dataDir, name);
  // The shell writes its pid and becomes the program: the pid is on disk before the program runs.
  const recorded = ['/bin/sh', '-c', 'echo $$ >"$0"; exec "$@"', join(folder, 'pid'), ...command];
  const child = spawn('/bin/sh', [guard, folder, ...recorded], {
    stdio: ['pipe', output, output],
    detached: true,
    env: { ...process.env, ...env },
  });
  child.stdin?.on('error', () => undefined);
  closeSync(output);
  return child;
}

function openLog(dataDir: string, name: string): number {
  const file = logFile(dataDir, name);
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > rotateAtBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
