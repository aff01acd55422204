import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@oatfin/testkit/eventually';
import { startMongo } from '@oatfin/testkit/mongo';
import { type Client, type Product, type ProductWorker, startProduct } from '@oatfin/testkit/product';
import { startProxy, type TcpProxy } from '@oatfin/testkit/proxy';
import { startRedis } from '@oatfin/testkit/redis';
import { Redis } from 'ioredis';
import { type Db, MongoClient, ObjectId } from 'mongodb';

const teams = 10;
const minuteMs = 60_000;
/** How long it may take on a loaded machine until every due moment has ended. */
const patience = { timeoutMs: 120_000, intervalMs: 500 };

let mongo: Awaited<ReturnType<typeof startMongo>>;
let redis: Awaited<ReturnType<typeof startRedis>>;
let proxy: TcpProxy;
let connection: MongoClient;
let database: Db;
let product: Product;
let owners: { client: Client; app: string }[];

jest.setTimeout(300_000);

// Each on stores of its own: what one leaves to be done is not in the way of the next.
beforeEach(async () => {
  [mongo, redis] = await Promise.all([startMongo(), startRedis()]);
  proxy = await startProxy(Number(new URL(mongo.uri).port));
  product = await startProduct({ redisUrl: redis.url, mongodbUri: `mongodb://127.0.0.1:${proxy.port}/oatfin` });
  connection = await new MongoClient(mongo.uri).connect();
  database = connection.db('oatfin');
  owners = await Promise.all(Array.from({ length: teams }, addOwner));
});
afterEach(async () => {
  await product?.stop();
  await connection?.close();
  await proxy?.stop();
  await redis?.stop();
  await mongo?.stop();
});

/** A team with an app whose image nobody has: its deployments end at once, and what counts is how many there are. */
async function addOwner() {
  const client = await product.signUp();
  const { body } = await client.call('POST', '/apps', {
    name: 'api',
    containers: [{ name: 'web', image: '127.0.0.1:1/none/api:1' }],
  });
  return { client, app: body.app.id };
}

/** The next whole minute that is at least so many seconds away. */
function minuteAfter(seconds: number): Date {
  return new Date(Math.ceil((Date.now() + seconds * 1_000) / minuteMs) * minuteMs);
}

/** Resolves when this machine's clock shows so much before (or after) the moment. */
async function reach(moment: Date, offsetMs: number): Promise<void> {
  await delay(Math.max(0, moment.getTime() + offsetMs - Date.now()));
}

/** Schedules of all teams alike, made over the API, some at a time. */
async function schedule(count: number, due: Date, given: object = {}): Promise<string[]> {
  const at = {
    ...{ year: due.getUTCFullYear(), month: due.getUTCMonth() + 1, day: due.getUTCDate() },
    ...{ hour: due.getUTCHours(), minute: due.getUTCMinutes() },
  };
  const made = owners.map(async ({ client, app }) => {
    const ids: string[] = [];
    while (ids.length < count / teams) {
      const { status, body } = await client.call('POST', '/schedules', { app, at, timezone: 'UTC', ...given });
      if (status !== 201) throw new Error(`scheduling answered ${status}: ${JSON.stringify(body)}`);
      ids.push(body.schedule.id);
    }
    return ids;
  });
  const ids = (await Promise.all(made)).flat();
  if (due.getTime() - Date.now() < 3_000)
    throw new Error('making them took until they were due: choose a later minute');
  return ids;
}

interface Ends {
  started: number;
  missed: number;
}

/** How the due moments of these schedules ended, from MongoDB; throws while one has not, and for one that ended twice. */
async function endsOf(ids: string[], due: Date): Promise<Ends> {
  const schedules = ids.map((id) => new ObjectId(id));
  const runs = await database
    .collection('runs')
    .find({ schedule: { $in: schedules } })
    .toArray();
  const deployments = await database
    .collection('deployments')
    .find({ schedule: { $in: schedules } })
    .toArray();
  expect(runs).toHaveLength(ids.length);
  expect(new Set(runs.map((run) => String(run.schedule))).size).toBe(ids.length);
  const started = runs.filter((run) => ['started', 'settled'].includes(run.state)).map((run) => String(run._id));
  const missed = runs.filter((run) => run.state === 'missed' && run.reason.message !== '');
  expect(started.length + missed.length).toBe(ids.length);
  expect(deployments.map(({ _id }) => String(_id)).sort()).toEqual(started.sort());
  expect(deployments.filter(({ createdAt }) => createdAt < due)).toEqual([]);
  return { started: started.length, missed: missed.length };
}

/** The same as the teams see it. */
async function endsOverApi(due: Date): Promise<Ends> {
  const ends = { started: 0, missed: 0 };
  for (const { client } of owners) {
    const time = encodeURIComponent(due.toISOString());
    const { status, body } = await client.call('GET', `/runs?from=${time}&to=${time}`);
    expect(status).toBe(200);
    for (const run of body.runs) {
      expect([run.status, run.deployment !== null]).toEqual(
        run.status === 'missed' ? ['missed', false] : ['started', true],
      );
      ends[run.status === 'missed' ? 'missed' : 'started'] += 1;
    }
  }
  return ends;
}

async function flushAll(): Promise<void> {
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
}

/** Kills each at a moment of its own in the first half second of firing. */
async function killWhileFiring(workers: ProductWorker[], due: Date): Promise<void> {
  await Promise.all(
    workers.map(async (worker) => {
      await reach(due, Math.random() * 500);
      await worker.kill();
    }),
  );
}

test('1,000 of ten teams in one minute: each once, none early, with workers that sleep, die and have a fast clock', async () => {
  const workers = Promise.all([
    ...[product.startWorker(), product.startWorker(), product.startWorker()],
    product.startWorker({ clockOffsetMs: 30_000 }),
  ]);
  const [steady, sleeper, victim, fast] = await workers;
  const due = minuteAfter(40);
  const ids = await schedule(1_000, due);
  await flushAll();
  await reach(due, -1_000);
  sleeper?.pause();
  if (victim) await killWhileFiring([victim], due);
  const ends = await eventually(() => endsOf(ids, due), patience);
  sleeper?.resume();
  expect(ends).toEqual({ started: 1_000, missed: 0 });
  expect(await endsOverApi(due)).toEqual(ends);
  await Promise.all([steady, sleeper, fast].map((worker) => worker?.stop()));
  expect(await endsOf(ids, due)).toEqual(ends);
});

test('Redis emptied a second before, then restarted empty, workers killed while they fire: each once', async () => {
  const workers = await Promise.all([product.startWorker(), product.startWorker(), product.startWorker()]);
  const due = minuteAfter(20);
  const ids = await schedule(200, due);
  await reach(due, -1_000);
  await flushAll();
  const { port } = new URL(redis.url);
  await redis.stop();
  await killWhileFiring(workers, due);
  redis = await startRedis({ port: Number(port) });
  const heir = await product.startWorker();
  const ends = await eventually(() => endsOf(ids, due), patience);
  expect(ends).toEqual({ started: 200, missed: 0 });
  expect(await endsOverApi(due)).toEqual(ends);
  await heir.stop();
});

test('MongoDB away at the due minute: within the grace each runs once and says it is late, without grace it is missed', async () => {
  const workers = await Promise.all([product.startWorker(), product.startWorker()]);
  const due = minuteAfter(20);
  const ids = await schedule(100, due);
  const strict = await schedule(100, due, { notAfterMinutes: 0 });
  await reach(due, -1_000);
  proxy.refuse();
  await killWhileFiring(workers.slice(1), due);
  await reach(due, 10_000);
  proxy.accept();
  expect(await eventually(() => endsOf(ids, due), patience)).toEqual({ started: 100, missed: 0 });
  expect(await eventually(() => endsOf(strict, due), patience)).toEqual({ started: 0, missed: 100 });
  expect(await endsOverApi(due)).toEqual({ started: 100, missed: 100 });
  const told = database.collection('notifications');
  expect(await told.countDocuments({ kind: 'schedule_missed' })).toBe(100);
  await workers[0]?.stop();
});
