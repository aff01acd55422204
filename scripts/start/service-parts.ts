import { resolve } from 'node:path';
import { type ProvidedEdge, provideEdge } from '../services/edge';
import { type Engine, provideEngine } from '../services/engine';
import { type Mongo, provideMongo } from '../services/mongo';
import { openPorts } from '../services/ports';
import { provideRedis } from '../services/redis';
import type { Supervisor } from '../services/supervisor';
import type { Board } from './board';
import { keepsMails, type Options } from './options';

/** What every part is begun with. */
export interface Start {
  options: Options;
  supervisor: Supervisor;
  board: Board;
}

/** What API and worker use. */
export interface Services {
  redis: Promise<string>;
  mongo: Promise<Mongo>;
  /** May still be starting. */
  engine: Promise<Engine>;
  edge: Promise<ProvidedEdge>;
  /** Port of the API's own mail server; null: mails go out, or there are none. */
  mailboxPort: Promise<number | null>;
}

/** Begins engine, edge, Redis and MongoDB, side by side; `server` resolves when the embedded MongoDB is bundled. */
export function beginServices({ options, supervisor, board }: Start, server: Promise<void>): Services {
  const ports = openPorts(supervisor.dataDir);
  const engine = board.part<Engine>('Docker Engine', async (onLine, give) => {
    const result = await provideEngine({ given: options.DOCKER_HOST, ports, supervisor, onLine });
    // Where it will answer is all that most others need to begin.
    give(result);
    await result.started;
    return { result, summary: result.summary };
  });
  const edge = board.part('Edge', async (onLine) => {
    const given = { adminUrl: options.EDGE_ADMIN_URL, port: options.EDGE_PORT, container: options.EDGE_CONTAINER };
    const result = await provideEdge({ given, engine: await engine, ports, supervisor, onLine });
    return { result, summary: result.summary };
  });
  const redis = board.part('Redis', async (onLine) => {
    const source = { given: options.REDIS_URL, ports, supervisor, onLine, engine: () => engine };
    const result = await provideRedis(source);
    return { result, summary: withoutLogin(result) };
  });
  const mongo = board.part('MongoDB', async () => {
    const embeddedMain = () => server.then(() => resolve('packages/embedded-mongo/dist/main.js'));
    const result = await provideMongo({ given: options.MONGODB_URI, ports, supervisor, embeddedMain });
    return { result, summary: result.summary };
  });
  const mailboxPort = keepsMails(options) ? ports.private('mailbox') : Promise.resolve(null);
  mailboxPort.catch(() => undefined);
  return { redis, mongo, engine, edge, mailboxPort };
}

function withoutLogin(redisUrl: string): string {
  const { hostname, port } = new URL(redisUrl);
  return `at ${hostname}:${port || '6379'}`;
}
