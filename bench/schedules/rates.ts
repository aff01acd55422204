import { cancelSchedule } from '@oatfin/domain/schedules';
import autocannon from 'autocannon';
import mongoose from 'mongoose';
import { z } from 'zod';
import { startServer } from '../api/start-server';
import { makeSchedules, minuteAfter, type Oatfin, wallClock } from './oatfin';
import { openRaw, perSecond } from './raw';

const count = 2_000;
const farAway = 30 * 24 * 60 * 60;

/** How many schedules are made and canceled a second, by the service and over the API; and what one takes in Redis. */
export async function showRates(oatfin: Oatfin): Promise<void> {
  const raw = openRaw(oatfin.redisUrl);
  const when = { at: wallClock(minuteAfter(farAway)) };
  await makeSchedules(oatfin, 500, when);
  const before = await usedMemory(oatfin);
  const oneByOne = (count * 1_000) / (await makeSchedules(oatfin, count, when, 1));
  const bytes = ((await usedMemory(oatfin)) - before) / count;
  const manyAtOnce = (count * 1_000) / (await makeSchedules(oatfin, count, when, 32));
  const rawInsert = await raw.insert(count);
  console.log(`made by the service: ${oneByOne.toFixed(0)}/s one by one, ${manyAtOnce.toFixed(0)}/s 32 at once`);
  console.log(
    `made over the API: ${await apiRate(oatfin, when)}/s at 20 connections; bare BullMQ one by one ${rawInsert}/s`,
  );
  console.log(`canceled by the service: ${await cancelRate(oatfin)}/s; bare BullMQ ${await raw.cancel()}/s`);
  console.log(`Redis: ${bytes.toFixed(0)} bytes a schedule`);
  await raw.close();
}

async function cancelRate(oatfin: Oatfin): Promise<number> {
  const rows = await mongoose.model('Schedule').collection.find({ status: 'scheduled' }).limit(count).toArray();
  const owners = new Map(oatfin.owners.map(({ ctx }) => [ctx.team, ctx]));
  const start = performance.now();
  for (const { _id, team } of rows) {
    const ctx = owners.get(String(team));
    if (ctx) await cancelSchedule(ctx, String(_id));
  }
  return perSecond(rows.length, start);
}

async function apiRate(oatfin: Oatfin, when: object): Promise<number> {
  const api = await startServer('apps/api/src/main.ts', oatfin.env);
  const { token, app } = await signUp(api.url);
  const { requests, non2xx } = await autocannon({
    ...{ url: `${api.url}/v1/schedules`, method: 'POST', connections: 20, duration: 5 },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ app, timezone: 'UTC', ...when }),
  });
  await api.stop();
  if (non2xx > 0) throw new Error(`${non2xx} schedules were refused`);
  return Math.round(requests.average);
}

const Answer = z.object({
  accessToken: z.string().default(''),
  app: z.object({ id: z.string() }).default({ id: '' }),
});

async function signUp(url: string): Promise<{ token: string; app: string }> {
  const post = async (path: string, body: object, token = '') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return Answer.parse(await answer.json());
  };
  const user = { email: 'bench@example.com', password: 'correct horse battery', name: 'Bench', timezone: 'UTC' };
  const { accessToken } = await post('/auth/register', user);
  const containers = [{ name: 'web', image: '127.0.0.1:1/shop/api:1' }];
  const { app } = await post('/apps', { name: 'api', containers }, accessToken);
  return { token: accessToken, app: app.id };
}

async function usedMemory(oatfin: Oatfin): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await oatfin.redis.info('memory'))?.[1] ?? Number.NaN);
}
