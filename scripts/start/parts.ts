import { resolve } from 'node:path';
import { buildDashboard, buildServer, dashboardFolder } from '../build';
import { firstTeam } from '../seed/first-team';
import { type AppEnv, apiService, workerService } from '../services/apps';
import { shown } from './data-folder';
import type { Options } from './options';
import { beginServices, type Services, type Start } from './service-parts';

/** The order in which programs end: first those that use the others. */
export const stopOrder = ['worker', 'api', 'edge', 'mongo', 'redis', 'dockerd'];

/** Begins every part of a running Oatfin; each waits for those it needs. The board shows them and says when all are there. */
export function beginParts(start: Start): void {
  const builds = beginBuilds(start);
  beginApps(start, builds, beginServices(start, builds.server));
}

interface Builds {
  server: Promise<void>;
  dashboard: Promise<void>;
}

function beginBuilds({ supervisor: { signal }, board }: Start): Builds {
  const ended = (wasBuilt: boolean) => ({ result: undefined, summary: wasBuilt ? 'built' : 'unchanged' });
  return {
    server: board.part('Server', async (say) => {
      say('bundling');
      return ended(await buildServer({ signal }));
    }),
    dashboard: board.part('Dashboard', async (say) => {
      say('building, when its sources changed');
      return ended(await buildDashboard({ signal, onLine: say }));
    }),
  };
}

function beginApps({ options, supervisor, board }: Start, builds: Builds, services: Services): void {
  const url = `http://${options.HOST === '0.0.0.0' ? '127.0.0.1' : options.HOST}:${options.PORT}`;
  const env = appEnv(options, services);
  const api = board.part('API', async () => {
    await Promise.all([builds.server, builds.dashboard]);
    const mailboxPort = await services.mailboxPort;
    const own = {
      ...{ PORT: `${options.PORT}`, HOST: options.HOST, WEB_DIR: resolve(dashboardFolder) },
      ...(mailboxPort === null ? {} : { MAILBOX_PORT: `${mailboxPort}` }),
    };
    await supervisor.run(apiService(resolve('apps/api/dist/main.js'), { ...(await env), ...own }, url));
    return { result: undefined, summary: `answers at ${url}` };
  });
  board.part('Worker', async () => {
    await builds.server;
    // Its first look at the apps brings their routes back, so there must be something to see.
    await (await services.engine).started;
    await supervisor.run(workerService(resolve('apps/worker/dist/main.js'), await env));
    return { result: undefined, summary: 'waits for deployments' };
  });
  board.part('First team', async () => {
    await api;
    const { uri } = await services.mongo;
    const { file, isNew } = await firstTeam({ url, mongodbUri: uri, dataDir: options.DATA_DIR });
    const where = file === null ? 'there already' : `login in ${shown(file)}`;
    return { result: undefined, summary: isNew ? `made, ${where}` : where };
  });
}

/** What both processes are told. The edge is waited for, but a missing one stops nothing. */
function appEnv({ DATA_DIR, PORT, PUBLIC_URL }: Options, services: Services): Promise<AppEnv> {
  const env = resolved(services).then(({ redis, mongo, engine, edge, mailboxPort }) => ({
    REDIS_URL: redis,
    MONGODB_URI: mongo.uri,
    DATA_DIR,
    PUBLIC_URL: PUBLIC_URL ?? `http://localhost:${PORT}`,
    ...(mailboxPort === null ? {} : { SMTP_URL: `smtp://127.0.0.1:${mailboxPort}` }),
    ...(engine.dockerHost === null ? {} : { DOCKER_HOST: engine.dockerHost }),
    ...edge.env,
  }));
  env.catch(() => undefined);
  return env;
}

async function resolved(services: Services) {
  const [redis, mongo, engine, edge, mailboxPort] = await Promise.all([
    services.redis,
    services.mongo,
    services.engine,
    services.edge,
    services.mailboxPort,
  ]);
  return { redis, mongo, engine, edge, mailboxPort };
}
