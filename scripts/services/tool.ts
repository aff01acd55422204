import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createProcessFolder } from '@oatfin/testkit/processes';
import { guard } from './program';

/** A program that does one thing and ends: an installation, a build. */
export interface Tool {
  /** As it stands in sentences. */
  name: string;
  command: [string, ...string[]];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}

export interface ToolRun {
  /** Ends the tool when aborted. */
  signal: AbortSignal;
  /** Gets every line it writes, for whoever waits. */
  onLine: (line: string) => void;
}

const running = new Set<Promise<void>>();
const graceMs = 10_000;

/** Resolves when no tool runs any more: those that were told to end may take a moment. */
export async function toolsEnded(): Promise<void> {
  await Promise.allSettled(running);
}

/** Runs a tool to its end; it never outlives this process. Throws with its last lines when it fails. */
export function runTool(tool: Tool, run: ToolRun): Promise<void> {
  const done = spawnTool(tool, run);
  running.add(done);
  const forget = () => running.delete(done);
  done.then(forget, forget);
  return done;
}

async function spawnTool(tool: Tool, { signal, onLine }: ToolRun): Promise<void> {
  signal.throwIfAborted();
  const folder = await createProcessFolder('tool');
  const child = spawn('/bin/sh', [guard, folder, '/bin/sh', '-c', 'exec "$@" 2>&1', 'sh', ...tool.command], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, ...tool.env },
    ...(tool.cwd === undefined ? {} : { cwd: tool.cwd }),
  });
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    onLine(line);
  });
  const end = (how: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) killGroup(child.pid, how);
  };
  const stop = () => {
    end('SIGTERM');
    setTimeout(() => end('SIGKILL'), graceMs).unref();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const [code] = await once(child, 'close');
  signal.removeEventListener('abort', stop);
  await rm(folder, { recursive: true, force: true });
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`${tool.name} failed:\n${lines.slice(-20).join('\n')}`);
}

/** Some tools do not pass a signal on to their own children, so it goes to all of them. */
function killGroup(pid: number, how: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, how);
  } catch {
    // Gone already.
  }
}
