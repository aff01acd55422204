import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { runContainer } from './container';
import type { Engine } from './engine';
import { canInstallPackages, installPackages, locateProgram } from './packages';
import type { Ports } from './ports';
import type { Supervisor } from './supervisor';

export interface RedisSource {
  /** REDIS_URL, when it was given. */
  given: string | undefined;
  ports: Ports;
  supervisor: Supervisor;
  onLine: (line: string) => void;
  /** For machines without a Redis where none can be installed. */
  engine: () => Promise<Engine>;
}

/**
 * The Redis of REDIS_URL, else a private one under DATA_DIR: redis-server or valkey-server from the path, else
 * installed by apt where that may be, else in a container. Gives its URL; throws one sentence when there is none.
 */
export async function provideRedis(source: RedisSource): Promise<string> {
  const { given, supervisor, ports, onLine } = source;
  if (given !== undefined) {
    await answers(given).catch((cause) => {
      throw new Error(`Redis does not answer at the REDIS_URL that was given (${cause.message}).`, { cause });
    });
    return given;
  }
  const port = await ports.private('redis');
  const url = `redis://127.0.0.1:${port}`;
  if (locateProgram('redis-server', 'valkey-server') === null && canInstallPackages()) {
    await installPackages(['redis-server'], { signal: supervisor.signal, onLine });
  }
  const program = locateProgram('redis-server', 'valkey-server');
  if (program === null) await startContainer(source, port, url);
  else await startServer(supervisor, program, port, url);
  return url;
}

async function startServer(supervisor: Supervisor, program: string, port: number, url: string): Promise<void> {
  const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', redisFolder(supervisor.dataDir)];
  await supervisor.run({ name: 'redis', command: [program, ...place, ...durable], ready: () => answers(url) });
}

async function startContainer(source: RedisSource, port: number, url: string): Promise<void> {
  const { dockerHost, started } = await source.engine();
  await started;
  if (dockerHost === null) throw new Error(`Redis is missing: ${howToGetRedis}, or set REDIS_URL.`);
  await runContainer(source.supervisor, {
    name: 'redis',
    dockerHost,
    image: 'redis:7',
    publish: [{ host: `127.0.0.1:${port}`, container: 6379 }],
    mount: { folder: redisFolder(source.supervisor.dataDir), path: '/data' },
    // Its port is published on 127.0.0.1 only, and no app is in its network.
    command: ['redis-server', '--dir', '/data', '--protected-mode', 'no', ...durable],
    ready: () => answers(url),
    onLine: source.onLine,
  });
}

function redisFolder(dataDir: string): string {
  const folder = join(dataDir, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Schedules wait in Redis: nothing may be evicted, and a restart brings them back. */
const durable = ['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'];

const howToGetRedis = process.platform === 'darwin' ? 'brew install redis' : 'install the package redis-server';

/** Resolves when Redis serves: not while it still loads its data. */
async function answers(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 2 });
  // The failure is in the answer.
  redis.on('error', () => undefined);
  try {
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}
