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

/** Runs a tool to its end; it never outlives this process. Throws with its last lines when it fails. */
export async function runTool(tool: Tool, { signal, onLine }: ToolRun): Promise<void> {
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
  // The whole group: some tools do not pass the signal on.
  const stop = () => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const [code] = await once(child, 'close');
  signal.removeEventListener('abort', stop);
  await rm(folder, { recursive: true, force: true });
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`${tool.name} failed:\n${lines.slice(-20).join('\n')}`);
}
