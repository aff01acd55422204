import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from '@oatfin/testkit/eventually';
import { freePort } from '@oatfin/testkit/processes';

/** One `npm start`: a folder of data and a port, and the starts over them. */
export interface Copy {
  dataDir: string;
  url: string;
  start(env?: NodeJS.ProcessEnv): StartRun;
  /** Processes that this copy started, at any time, and that still run; found by the DATA_DIR in their environment. */
  leftovers(): number[];
  remove(): Promise<void>;
}

export interface StartRun {
  pid: number;
  output(): string;
  /** Resolves when it has said that it is ready; rejects with its output when it ends first. */
  ready(): Promise<void>;
  /** Resolves with its exit status once it has ended. */
  ended: Promise<number | null>;
}

/** What the test run set for other tests, and what would make these processes take this one for their npm. */
const notForCopies = ['REDIS_URL', 'MONGODB_URI', 'DOCKER_HOST', 'NODE_OPTIONS', 'NODE_ENV', 'npm_lifecycle_event'];

export async function createCopy(): Promise<Copy> {
  const dataDir = await mkdtemp(join(tmpdir(), 'oatfin-copy-'));
  const port = await freePort();
  return {
    dataDir,
    url: `http://127.0.0.1:${port}`,
    start: (env = {}) => start({ DATA_DIR: dataDir, PORT: `${port}`, ...env }),
    leftovers: () => processesOf(dataDir),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

function start(env: NodeJS.ProcessEnv): StartRun {
  const inherited = Object.entries(process.env).filter(([name]) => !notForCopies.includes(name));
  const child = spawn(process.execPath, [resolve(__dirname, '../start.mjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString();
    });
  }
  const isReady = () => {
    if (child.exitCode !== null) return;
    if (!text.includes('Oatfin is ready at')) throw new Error(`not ready yet:\n${text}`);
  };
  return {
    pid: child.pid ?? 0,
    output: () => text,
    ready: async () => {
      await eventually(isReady, { timeoutMs: 120_000, intervalMs: 50 });
      if (child.exitCode !== null) throw new Error(`it ended with status ${child.exitCode}:\n${text}`);
    },
    ended: once(child, 'close').then(([code]) => code),
  };
}

function processesOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).includes(`DATA_DIR=${dataDir}`))
    .map(Number);
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
