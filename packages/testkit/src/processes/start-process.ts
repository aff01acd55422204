import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually';

/** A program that runs for one test run or test file. */
export interface RunningProcess {
  /** The program's own temporary folder; removed when it ends. */
  folder: string;
  /** Ends the program and resolves when it is gone with its folder; safe to call twice. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  /** What to call it when it does not start. */
  name: string;
  /** The program, by its full path (`findProgram`), and its arguments. */
  command: [string, ...string[]];
  /** From `createProcessFolder`. */
  folder: string;
  /** Added to the environment of this process. */
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Asked until it resolves; gets what the program has written so far. */
  ready: (output: string) => Promise<void> | void;
  /** Default 15 seconds. */
  timeoutMs?: number;
}

/** An empty folder for one program, in the system's temporary folder. */
export function createProcessFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `oatfin-${name}-`));
}

/**
 * Starts a program and resolves when it is ready. It never outlives the process that started it, however that one ends
 * (see guard.sh); it does not keep that process alive either.
 *
 * Throws an Error with the program's last lines when it ends first or is not ready in time.
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  // Opened first: a program that ends at once takes the folder with it.
  const output = openOutput(options.folder);
  const guard = spawnGuarded(options);
  const ended = once(guard, 'exit');
  const stop = async () => {
    guard.stdin?.end();
    guard.ref();
    await ended;
  };
  try {
    await untilReady(options, guard, output.read);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    await stop();
    throw new Error(`${options.name} did not start: ${reason}\n${lastLines(output.read())}`, { cause });
  } finally {
    output.close();
  }
  return { folder: options.folder, stop };
}

function spawnGuarded({ command, folder, env, cwd }: ProcessOptions): ChildProcess {
  const output = openSync(join(folder, 'output.log'), 'a');
  const guard = spawn('sh', [join(__dirname, 'guard.sh'), folder, ...command], {
    stdio: ['pipe', output, output],
    // Away from the terminal: Ctrl-C reaches the starter only, and the pipe closing tells the guard.
    detached: true,
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  closeSync(output);
  guard.unref();
  return guard;
}

async function untilReady(options: ProcessOptions, guard: ChildProcess, output: () => string): Promise<void> {
  const { ready, timeoutMs = 15_000 } = options;
  const ask = async () => {
    if (guard.exitCode === null) await ready(output());
  };
  await eventually(ask, { timeoutMs });
  if (guard.exitCode !== null) throw new Error(`it ended with status ${guard.exitCode}`);
}

/** The output stays readable after the guard has removed the folder. */
function openOutput(folder: string): { read(): string; close(): void } {
  const file = openSync(join(folder, 'output.log'), 'a+');
  return {
    read() {
      const bytes = Buffer.alloc(fstatSync(file).size);
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0));
    },
    close: () => closeSync(file),
  };
}

function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-15).join('\n');
}
