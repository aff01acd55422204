/**
 * Requests per second and latencies of the API against Express with the bare MongoDB driver doing the same queries on the
 * same data (see bare.ts), turn by turn in one run. Prints both, medians of the rounds, and their ratio (aim: at least
 * 0.6). Writes wait for the disk on both sides.
 *
 *   npx tsx bench/api/main.ts        SECONDS=4 ROUNDS=3 CONNECTIONS=20; MONGODB_URI and REDIS_URL, else its own
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createKeyring } from '@oatfin/platform/secrets';
import { startMongo, testDatabase } from '@oatfin/testkit/mongo';
import { startRedis } from '@oatfin/testkit/redis';
import autocannon from 'autocannon';
import mongoose from 'mongoose';
import { z } from 'zod';
import { median } from '../report';
import { startServer } from './start-server';

const seconds = Number(process.env.SECONDS ?? 4);
const rounds = Number(process.env.ROUNDS ?? 3);
const connections = Number(process.env.CONNECTIONS ?? 20);
/** Both run some thousand requests first, until the engine has compiled what they use. */
const warmingRounds = 2;
const container = {
  name: 'web',
  image: 'registry.example.com/shop/api:1.4',
  publicPort: 8080,
  ports: [8080],
  env: { LOG_LEVEL: 'info', REGION: 'eu' },
  secrets: { DATABASE_URL: 'postgres://user:password@db/shop' },
  healthCheck: { type: 'http', path: '/', port: 8080 },
};

const Seeded = z.object({
  accessToken: z.string().default(''),
  app: z.object({ id: z.string() }).default({ id: '' }),
});

interface Side {
  url: string;
  headers: Record<string, string>;
}

interface Figures {
  perSecond: number;
  p50: number;
  p99: number;
}

async function main(): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  try {
    if (!process.env.MONGODB_URI)
      stops.push(
        await provide(
          'MONGODB_URI',
          () => startMongo({ isDurable: true }),
          ({ uri }) => uri,
        ),
      );
    if (!process.env.REDIS_URL) stops.push(await provide('REDIS_URL', startRedis, ({ url }) => url));
    await compareAll(testDatabase().uri, stops);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function provide<Running extends { stop(): Promise<void> }>(
  variable: string,
  start: () => Promise<Running>,
  address: (running: Running) => string,
): Promise<() => Promise<void>> {
  const running = await start();
  process.env[variable] = address(running);
  return () => running.stop();
}

async function compareAll(uri: string, stops: (() => Promise<void>)[]): Promise<void> {
  const masterKey = randomBytes(32);
  const shared = { MONGODB_URI: uri, MASTER_KEY: masterKey.toString('base64') };
  const api = await startServer('apps/api/src/main.ts', shared);
  stops.push(api.stop);
  const { token, source } = await seed(api.url, uri);
  const tokenKey = createKeyring(masterKey).derive('access-token').toString('base64');
  const bare = await startServer('bench/api/bare.ts', { ...shared, TOKEN_KEY: tokenKey });
  stops.push(
    bare.stop,
    () => mongoose.disconnect(),
    async () => void (await mongoose.connection.dropDatabase()),
  );
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const ours: Side = { url: api.url, headers };
  const theirs: Side = { url: bare.url, headers };
  const body = () => JSON.stringify({ name: randomUUID(), containers: [container] });
  const columns = ['ours', 'bare', 'ratio'].map((text) => text.padStart(7)).join('');
  console.log(`${''.padEnd(30)}${['requests/s', 'p50 ms', 'p99 ms'].map((text) => text.padStart(21)).join('  ')}`);
  console.log(`${''.padEnd(30)}${columns}  ${columns}  ${columns}`);
  await compare('GET /v1/apps (50 of 10,000)', ours, theirs, { method: 'GET', path: '/v1/apps' });
  await compare('POST /v1/apps', ours, theirs, { method: 'POST', path: '/v1/apps', body });
  const copy = () => JSON.stringify({ name: randomUUID() });
  await compare('POST /v1/apps?source=', ours, theirs, {
    method: 'POST',
    path: `/v1/apps?source=${source}`,
    body: copy,
  });
}

/** A team with 10,000 apps like one that the API made. */
async function seed(url: string, uri: string): Promise<{ token: string; source: string }> {
  const account = { email: `${randomUUID()}@example.com`, password: 'correct horse', name: 'Ada' };
  const { accessToken: token } = await post(`${url}/v1/auth/register`, account, {});
  const authorization = { authorization: `Bearer ${token}` };
  const { app } = await post(`${url}/v1/apps`, { name: 'seed', containers: [container] }, authorization);
  await mongoose.connect(uri);
  const apps = mongoose.connection.collection('apps');
  const made = await apps.findOne({ name: 'seed' });
  for (let batch = 0; batch < 10; batch += 1) {
    const rows = Array.from({ length: 1000 }, (_row, index) => {
      const name = `app-${batch * 1000 + index}`;
      const at = new Date(Date.now() - (batch * 1000 + index) * 60_000);
      return {
        ...made,
        _id: new mongoose.Types.ObjectId(),
        name,
        nameKey: name,
        host: name,
        createdAt: at,
        updatedAt: at,
      };
    });
    await apps.insertMany(rows);
  }
  return { token, source: app.id };
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<z.infer<typeof Seeded>> {
  const type = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return Seeded.parse(await answer.json());
}

interface Work {
  method: 'GET' | 'POST';
  path: string;
  body?: () => string;
}

async function compare(title: string, ours: Side, theirs: Side, work: Work): Promise<void> {
  const figures: { ours: Figures[]; theirs: Figures[] } = { ours: [], theirs: [] };
  for (let round = 0; round < rounds + warmingRounds; round += 1) {
    const [bare, api] = [await measure(theirs, work), await measure(ours, work)];
    if (round >= warmingRounds) {
      figures.theirs.push(bare);
      figures.ours.push(api);
    }
  }
  const middle = (side: Figures[], key: keyof Figures) => median(side.map((one) => one[key]));
  const row = (key: keyof Figures, digits: number) => {
    const [a, b] = [middle(figures.ours, key), middle(figures.theirs, key)];
    return [a.toFixed(digits), b.toFixed(digits), (a / b).toFixed(2)].map((text) => text.padStart(7)).join('');
  };
  console.log(`${title.padEnd(30)}${row('perSecond', 0)}  ${row('p50', 0)}  ${row('p99', 0)}`);
}

async function measure(side: Side, { method, path, body }: Work): Promise<Figures> {
  const result = await autocannon({
    ...{ url: side.url + path, connections, duration: seconds },
    requests: [
      {
        method,
        path,
        headers: side.headers,
        ...(body ? { setupRequest: (request: autocannon.Request) => ({ ...request, body: body() }) } : {}),
      },
    ],
  });
  if (result.non2xx + result.errors > 0) throw new Error(`${path}: ${result.non2xx} refused, ${result.errors} failed`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
