import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { CreateAppBody, CreateScheduleBody, type WallClock } from '@oatfin/contracts';
import { createApp } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import { createSchedule } from '@oatfin/domain/schedules';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { startMongo } from '@oatfin/testkit/mongo';
import { createProcessFolder, type RunningProcess, startProcess } from '@oatfin/testkit/processes';
import { startRedis } from '@oatfin/testkit/redis';
import { Redis } from 'ioredis';
import { bundle } from '../bundle';

const workspace = resolve(__dirname, '../..');
const teamCount = 10;

/** Oatfin over stores of its own, with some teams that have an app each; no worker runs yet. */
export interface Oatfin {
  system: TestSystem;
  redis: Redis;
  redisUrl: string;
  /** Teams, each with its app. */
  owners: { ctx: Ctx; app: string }[];
  env: Record<string, string>;
  startWorker(): Promise<RunningProcess>;
  stop(): Promise<void>;
}

/** Starts the stores (writes wait for the disk) unless MONGODB_URI and REDIS_URL name others. */
export async function openOatfin(): Promise<Oatfin> {
  const own: { stop(): Promise<void> }[] = [];
  if (!process.env.MONGODB_URI) {
    const mongo = await startMongo({ isDurable: true });
    own.push(mongo);
    process.env.MONGODB_URI = mongo.uri;
  }
  if (!process.env.REDIS_URL) {
    const redis = await startRedis();
    own.push(redis);
    process.env.REDIS_URL = redis.url;
  }
  const redisUrl = process.env.REDIS_URL;
  const system = await createTestSystem();
  const owners = await Promise.all(Array.from({ length: teamCount }, () => createOwner(system)));
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const env = {
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'info', NODE_OPTIONS: '', TEAM_CONCURRENCY: '1' },
    ...{ MONGODB_URI: system.mongoUri, REDIS_URL: redisUrl, QUEUE_PREFIX: system.prefix },
    ...{ MASTER_KEY: randomBytes(32).toString('base64'), DOCKER_HOST: 'unix:///nowhere' },
  };
  return {
    ...{ system, redis, redisUrl, owners, env },
    startWorker: () => startWorker(env),
    stop: async () => {
      redis.disconnect();
      await system.close();
      for (const one of own.reverse()) await one.stop();
    },
  };
}

async function createOwner(system: TestSystem): Promise<{ ctx: Ctx; app: string }> {
  const ctx = await system.createTeam();
  const containers = [{ name: 'web', image: '127.0.0.1:1/shop/api:1' }];
  return { ctx, app: (await createApp(ctx, CreateAppBody.parse({ name: 'api', containers }))).id };
}

async function startWorker(env: Record<string, string>): Promise<RunningProcess> {
  return startProcess({
    ...{ name: 'worker', command: [process.execPath, await bundle('apps/worker/src/main.ts')], cwd: workspace, env },
    folder: await createProcessFolder('bench-worker'),
    ready: (output) => {
      if (!output.includes('worker ready')) throw new Error('it is not ready');
    },
  });
}

/** Makes `count` schedules over all teams, so many at a time; gives the milliseconds it took. */
export async function makeSchedules(oatfin: Oatfin, count: number, when: object, atOnce = 32): Promise<number> {
  const start = performance.now();
  let made = 0;
  const make = async () => {
    for (let index = made++; index < count; index = made++) {
      const { ctx, app } = oatfin.owners[index % oatfin.owners.length] ?? fail();
      await createSchedule(ctx, CreateScheduleBody.parse({ app, timezone: 'UTC', ...when }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, make));
  return performance.now() - start;
}

/** The wall clock in UTC of an instant on a whole minute. */
export function wallClock(at: Date): WallClock {
  return {
    ...{ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
    ...{ hour: at.getUTCHours(), minute: at.getUTCMinutes() },
  };
}

/** The first whole minute that is at least so far away. */
export function minuteAfter(seconds: number): Date {
  const minuteMs = 60_000;
  return new Date(Math.ceil((Date.now() + seconds * 1_000) / minuteMs) * minuteMs);
}

function fail(): never {
  throw new Error('there are no teams');
}
