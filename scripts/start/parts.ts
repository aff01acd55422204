import { resolve } from 'node:path';
import { buildDashboard, buildServer, dashboardFolder } from '../build';
import { firstTeam } from '../seed/first-team';
import { type AppEnv, apiService, workerService } from '../services/apps';
import { provideEdge } from '../services/edge';
import { provideEngine } from '../services/engine';
import { provideMongo } from '../services/mongo';
import type { Ports } from '../services/ports';
import { provideRedis } from '../services/redis';
import type { Supervisor } from '../services/supervisor';
import type { Board } from './board';
import { shown } from './data-folder';
import type { Options } from './options';

export interface Start {
  options: Options;
  ports: Ports;
  supervisor: Supervisor;
  board: Board;
}

/** The order in which services end: first those that use the others. */
export const stopOrder = ['worker', 'api', 'edge', 'mongo', 'redis', 'dockerd'];

/** Begins every part of a running Oatfin; each waits for those it needs. The board shows them and says when all are there. */
export function beginParts({ options, ports, supervisor, board }: Start): void {
  const { signal } = supervisor;
  const builtOr = (wasBuilt: boolean) => (wasBuilt ? 'built' : 'unchanged');
  const url = `http://${options.HOST === '0.0.0.0' ? '127.0.0.1' : options.HOST}:${options.PORT}`;

  const server = board.part('Server', async (say) => {
    say('bundling');
    return { result: undefined, summary: builtOr(await buildServer({ signal })) };
  });
  const dashboard = board.part('Dashboard', async (say) => {
    say('building, when its sources changed');
    return { result: undefined, summary: builtOr(await buildDashboard({ signal, onLine: say })) };
  });
  const engine = board.part('Docker Engine', async (onLine) => {
    const result = await provideEngine({ given: options.DOCKER_HOST, ports, supervisor, onLine });
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
  const edge = board.part('Edge', async (onLine) => {
    const given = { adminUrl: options.EDGE_ADMIN_URL, port: options.EDGE_PORT, container: options.EDGE_CONTAINER };
    const result = await provideEdge({ given, engine: await engine, ports, supervisor, onLine });
    return { result, summary: result.summary };
  });
  const env = Promise.all([redis, mongo, engine, edge]).then(
    ([redisUrl, { uri }, { dockerHost }, provided]): AppEnv => ({
      REDIS_URL: redisUrl,
      MONGODB_URI: uri,
      DATA_DIR: options.DATA_DIR,
      ...(dockerHost === null ? {} : { DOCKER_HOST: dockerHost }),
      ...provided.env,
    }),
  );
  env.catch(() => undefined);
  const api = board.part('API', async () => {
    await Promise.all([server, dashboard]);
    const own = { PORT: `${options.PORT}`, HOST: options.HOST, WEB_DIR: resolve(dashboardFolder) };
    await supervisor.run(apiService(resolve('apps/api/dist/main.js'), { ...(await env), ...own }, url));
    return { result: undefined, summary: `answers at ${url}` };
  });
  board.part('Worker', async () => {
    await server;
    await supervisor.run(workerService(resolve('apps/worker/dist/main.js'), await env));
    return { result: undefined, summary: 'works' };
  });
  board.part('First team', async () => {
    await api;
    const { uri } = await mongo;
    const { file, isNew } = await firstTeam({ url, mongodbUri: uri, dataDir: options.DATA_DIR });
    const where = file === null ? 'there already' : `login in ${shown(file)}`;
    return { result: undefined, summary: isNew ? `made, ${where}` : where };
  });
}

function withoutLogin(redisUrl: string): string {
  const { hostname, port } = new URL(redisUrl);
  return `at ${hostname}:${port || '6379'}`;
}
