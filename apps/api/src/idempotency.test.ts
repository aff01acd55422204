import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { z } from 'zod';
import { openTestApi, type TestApi } from './api.fixture';
import { route } from './http/route';
import { authRoutes } from './users/auth.routes';

let made = 0;
let failures = 0;
let hold: Promise<void> = Promise.resolve();

const things = route({
  method: 'post',
  path: '/v1/things',
  permission: 'app:create',
  summary: 'Make a thing',
  tag: 'Test',
  query: z.strictObject({ kind: z.string().optional() }),
  body: z.strictObject({ name: z.string(), fail: z.boolean().optional(), more: z.string().optional() }),
  reply: z.object({ number: z.number() }),
  status: 201,
  location: ({ number }) => `/v1/things/${number}`,
  handle: async (_ctx, { body }) => {
    made += 1;
    const number = made;
    await hold;
    if (body.fail && failures++ === 0) throw new Error('once');
    return { number };
  },
});

let api: TestApi;
let token: string;
let other: string;
beforeAll(async () => {
  api = await openTestApi({}, [...authRoutes, things]);
  [token, other] = [await register('a@example.com'), await register('b@example.com')];
});
beforeEach(() => {
  made = 0;
  hold = Promise.resolve();
});
afterEach(() => api.setNow(null));
afterAll(() => api.close());

test('the same key repeats the first answer, with its status and Location, and does nothing again', async () => {
  const key = randomUUID();
  const first = await post({ name: 'a', more: 'b' }, key);
  const second = await post({ more: 'b', name: 'a' }, key);
  expect([first.status, first.headers.get('location')]).toEqual([201, '/v1/things/1']);
  expect([second.status, second.headers.get('location'), second.text]).toEqual([201, '/v1/things/1', first.text]);
  expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  expect(made).toBe(1);
});

test('of twenty requests with one key at the same moment one has an effect, and the others say so', async () => {
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => post({ name: 'a' }, key)));
  expect(made).toBe(1);
  for (const { status, json, headers } of answers) {
    if (status === 201) continue;
    expect([status, json.code, headers.get('retry-after')]).toEqual([409, 'idempotency.in_progress', '2']);
  }
  expect((await post({ name: 'a' }, key)).status).toBe(201);
});

test('a key with another body, query or path is a 422', async () => {
  const key = randomUUID();
  await post({ name: 'a' }, key);
  expect((await post({ name: 'b' }, key)).json.code).toBe('idempotency.key_reused');
  expect((await post({ name: 'a' }, key, { query: '?kind=x' })).json.code).toBe('idempotency.key_reused');
  expect(made).toBe(1);
});

test("another user's key is another key, and so is that of another team", async () => {
  const key = randomUUID();
  await post({ name: 'a' }, key);
  expect((await post({ name: 'b' }, key, { token: other })).status).toBe(201);
  expect(made).toBe(2);
});

test('a failure on our side is not kept: trying again can help', async () => {
  const key = randomUUID();
  expect((await post({ name: 'a', fail: true }, key)).status).toBe(500);
  expect((await post({ name: 'a', fail: true }, key)).status).toBe(201);
});

test('what a dead process had begun can be tried again after a minute, not before', async () => {
  const key = randomUUID();
  let release = () => {};
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const abandoned = post({ name: 'a' }, key);
  while (made === 0) await new Promise(setImmediate);
  expect((await post({ name: 'a' }, key)).status).toBe(409);
  api.setNow(new Date(Date.now() + 61_000));
  hold = Promise.resolve();
  expect((await post({ name: 'a' }, key)).status).toBe(201);
  release();
  await abandoned;
});

test('answers are sealed at rest, and the key itself is not stored', async () => {
  const key = randomUUID();
  await api.call('POST', '/v1/auth/login', { body: login('a@example.com'), headers: { 'idempotency-key': key } });
  const rows = await mongoose.connection.collection('idempotency_keys').find().toArray();
  const dump = JSON.stringify(rows);
  expect(dump).toContain('"answer":"v1.');
  expect(dump).not.toMatch(new RegExp(`${key}|accessToken|oatfin_refresh`));
});

test('a sign-up under a key happens once and repeats its cookie', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const body = { ...login('c@example.com'), name: 'C' };
  const first = await api.call('POST', '/v1/auth/register', { body, headers });
  const second = await api.call('POST', '/v1/auth/register', { body, headers });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.headers.get('set-cookie')).toBe(first.headers.get('set-cookie'));
  expect(second.text).toBe(first.text);
});

test("a stranger with the same key does not get the answer that was made for another's cookie", async () => {
  const key = randomUUID();
  const cookie = (await api.call('POST', '/v1/auth/login', { body: login('a@example.com') })).headers.get('set-cookie');
  const [mine = ''] = (cookie ?? '').split(';');
  const refresh = (given: string) =>
    api.call('POST', '/v1/auth/refresh', { headers: { 'idempotency-key': key, cookie: given } });
  expect((await refresh(mine)).status).toBe(200);
  expect((await refresh('theme=dark')).status).toBe(401);
});

test.each(['', 'ü', 'a'.repeat(256)])('the key "%s" is refused', async (key) => {
  const answer = await post({ name: 'a' }, key);
  expect([answer.status, made]).toEqual([400, 0]);
});

function post(body: object, key: string, options: { token?: string; query?: string } = {}) {
  return api.call('POST', `/v1/things${options.query ?? ''}`, {
    token: options.token ?? token,
    body,
    headers: { 'idempotency-key': key },
  });
}

const login = (email: string) => ({ email, password: 'correct horse battery staple' });

async function register(email: string): Promise<string> {
  const answer = await api.call('POST', '/v1/auth/register', { body: { ...login(email), name: 'A' } });
  return String(answer.json.accessToken);
}
