import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { connectEngine } from '@oatfin/providers/targets/docker';
import type Docker from 'dockerode';
import { startCaddy } from '../caddy';
import { type appImages, buildImage, pushImage } from '../images';
import { testDatabase } from '../mongo';
import { createProcessFolder, freePort, type RunningProcess, startProcess } from '../processes';
import { type Client, createClient } from './client';
import { removeInstance } from './remove-instance';

export type { Client } from './client';

const workspace = resolve(__dirname, '../../../..');

/** A worker's process. */
export interface ProductWorker {
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Stops it where it is, as a machine that is out of breath; `resume` lets it go on. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** The whole product as processes of its own: API, workers and edge, on the run's stores, engine and registry. */
export interface Product {
  url: string;
  edgePort: number;
  docker: Docker;
  /** Host of the registry with a password, and the login it wants. */
  registry: string;
  login: { username: string; password: string };
  /** Starts one more worker; the clock of its machine is `clockOffsetMs` fast. */
  startWorker(options?: { clockOffsetMs?: number }): Promise<ProductWorker>;
  /** Signs up a new user with a first team. */
  signUp(team?: string): Promise<Client>;
  /** Builds an image of one of the kinds of app, pushes it and gives its reference. */
  publish(name: string, image: ReturnType<(typeof appImages)[keyof typeof appImages]>): Promise<string>;
  stop(): Promise<void>;
}

/** Stores of the test's own, that may go away. */
export interface ProductStores {
  redisUrl: string;
  mongodbUri: string;
}

/**
 * Starts all but the workers. Needs what the test run gives: DOCKER_HOST, TEST_REGISTRY and, without `stores`, REDIS_URL
 * and MONGODB_URI.
 */
export async function startProduct(stores?: ProductStores): Promise<Product> {
  const caddy = await startCaddy();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const instance = `test-${randomBytes(6).toString('hex')}`;
  const env = {
    ...{ PORT: `${port}`, QUEUE_PREFIX: instance },
    ...(stores ? { MONGODB_URI: stores.mongodbUri, REDIS_URL: stores.redisUrl } : { MONGODB_URI: testDatabase().uri }),
    ...{ EDGE_ADMIN_URL: caddy.adminUrl, EDGE_PORT: `${caddy.edgePort}`, NODE_ENV: 'production', NODE_OPTIONS: '' },
    JOB_LOCK_SECONDS: '2',
    ...{ MASTER_KEY: randomBytes(32).toString('base64'), WEB_DIR: join(workspace, 'apps/web/dist') },
  };
  const running: { stop(): Promise<void> }[] = [];
  const start = async (
    name: 'api' | 'worker',
    ready: (output: string) => Promise<void> | void,
    more: Record<string, string> = {},
  ) => {
    const folder = await createProcessFolder(name);
    const command: [string, ...string[]] = [
      process.execPath,
      '--import',
      'tsx',
      join(workspace, `apps/${name}/src/main.ts`),
    ];
    const started = await startProcess({
      name,
      command,
      folder,
      cwd: workspace,
      env: { ...env, ...more },
      ready,
      timeoutMs: 60_000,
    });
    running.push(started);
    return started;
  };
  await start('api', async () => {
    const { status } = await fetch(`${url}/readyz`);
    if (status !== 200) throw new Error(`/readyz answered ${status}`);
  });
  const docker = connectEngine(process.env.DOCKER_HOST);
  return {
    ...{ url, docker, login: login(), edgePort: caddy.edgePort, registry: process.env.TEST_REGISTRY ?? '' },
    startWorker: async ({ clockOffsetMs = 0 } = {}) =>
      toWorker(await start('worker', (output) => void pidIn(output), clockOff(clockOffsetMs))),
    signUp: (team = 'Acme') => createClient(url, team),
    publish: (name, image) => publish(docker, name, image),
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
      await caddy.stop();
      await removeInstance(docker, instance);
    },
  };
}

function clockOff(ms: number): Record<string, string> {
  if (ms === 0) return {};
  return { NODE_OPTIONS: `--require ${join(__dirname, 'fast-clock.cjs')}`, CLOCK_OFFSET_MS: `${ms}` };
}

function toWorker(worker: RunningProcess): ProductWorker {
  const pid = pidIn(readFileSync(join(worker.folder, 'output.log'), 'utf8'));
  const kill = async () => {
    process.kill(pid, 'SIGKILL');
    await worker.stop();
  };
  return {
    ...{ kill, stop: worker.stop },
    pause: () => void process.kill(pid, 'SIGSTOP'),
    resume: () => void process.kill(pid, 'SIGCONT'),
  };
}

/** The worker says its pid in the line that tells it is ready. */
function pidIn(output: string): number {
  const ready = output.split('\n').find((line) => line.includes('"worker ready"'));
  if (ready === undefined) throw new Error('the worker is not ready');
  const { pid }: { pid: number } = JSON.parse(ready);
  return pid;
}

function login(): Product['login'] {
  const { TEST_REGISTRY_USERNAME: username = '', TEST_REGISTRY_PASSWORD: password = '' } = process.env;
  return { username, password };
}

async function publish(docker: Docker, name: string, image: Parameters<Product['publish']>[1]): Promise<string> {
  const tag = `${process.env.TEST_REGISTRY}/${name}`;
  await buildImage(docker, { ...image, tag });
  await pushImage(docker, tag, login());
  return tag;
}
