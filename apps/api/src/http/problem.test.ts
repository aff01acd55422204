import mongoose from 'mongoose';
import { z } from 'zod';
import type { ServedApi } from '../api.fixture';
import { serveBare } from '../bare.fixture';
import { route } from './route';

const throwing = (path: string, error: () => unknown) =>
  route({
    method: 'post',
    path,
    permission: 'public',
    summary: 'Throw',
    tag: 'Test',
    body: z.strictObject({ name: z.string().optional(), tags: z.record(z.string(), z.string()).optional() }),
    reply: z.object({ name: z.string() }),
    status: 200,
    handle: async (_ctx, { body }) => {
      const thrown = error();
      if (thrown) throw thrown;
      return { name: body.name ?? '', password: 'leaked' };
    },
  });

const table = [
  throwing('/v1/echo', () => null),
  throwing('/v1/unknown-error', () => new Error('mongodb://admin:secret@db/users')),
  throwing('/v1/cast-error', () => new mongoose.Error.CastError('ObjectId', 'secret', '_id')),
  throwing('/v1/mongo-away', () => new mongoose.Error.MongooseServerSelectionError('secret host')),
  throwing('/v1/redis-away', () => named('MaxRetriesPerRequestError')),
  route({
    method: 'get',
    path: '/v1/misfit',
    permission: 'public',
    summary: 'Answer with what was not declared',
    tag: 'Test',
    reply: z.object({ name: z.string() }).refine(() => false, 'never fits'),
    status: 200,
    handle: async () => ({ name: 'secret' }),
  }),
];

let api: ServedApi;
beforeAll(async () => {
  api = await serveBare(table);
});
afterAll(() => api.close());

function named(name: string): Error {
  return Object.assign(new Error('secret'), { name });
}

test('every problem is application/problem+json with type, title, status, detail, code and request id', async () => {
  const answer = await api.call('GET', '/v1/nothing', { headers: { 'x-request-id': 'req-12345678' } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toEqual({
    type: 'urn:oatfin:problem:request.not_found',
    title: 'Not Found',
    status: 404,
    detail: 'There is nothing at this address.',
    code: 'request.not_found',
    requestId: 'req-12345678',
  });
});

test.each([
  ['malformed JSON', '{"name":', {}, 400, 'request.malformed'],
  ['a body over 1 MB', JSON.stringify({ name: 'a'.repeat(1_050_000) }), {}, 413, 'request.too_large'],
  ['a form', 'name=a', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'request.unsupported_media_type'],
  [
    'another charset',
    '{}',
    { 'content-type': 'application/json; charset=latin1' },
    415,
    'request.unsupported_media_type',
  ],
  ['an unknown encoding', '{}', { 'content-encoding': 'zip' }, 415, 'request.unsupported_media_type'],
  ['a list', '[]', {}, 400, 'request.invalid'],
  ['the key __proto__', '{"tags":{"__proto__":{"admin":"yes"}}}', {}, 400, 'request.malformed'],
])('%s is refused', async (_title, body, headers, status, code) => {
  const answer = await api.call('POST', '/v1/echo', {
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  expect([answer.status, answer.json.code]).toEqual([status, code]);
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
});

test('the keys constructor and prototype are names like any other', async () => {
  const answer = await api.call('POST', '/v1/echo', { body: { tags: { constructor: 'a', prototype: 'b' } } });
  expect(answer.status).toBe(200);
});

test('unknown fields are refused by name, beside every other fault', async () => {
  const answer = await api.call('POST', '/v1/echo', { body: { name: 1, foo: 1, tags: { a: 2 } } });
  expect(answer.json.errors).toEqual([
    { path: 'name', message: 'must be a string' },
    { path: 'tags.a', message: 'must be a string' },
    { path: 'foo', message: 'is not a field of the body' },
  ]);
});

test('a wrong method is a 405 that names the right ones', async () => {
  const answer = await api.call('DELETE', '/v1/misfit');
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('a path that cannot be decoded is malformed', async () => {
  expect((await api.call('GET', '/v1/%E0%A4%A')).status).toBeLessThan(500);
});

test.each(['/v1/unknown-error', '/v1/cast-error'])('%s: foreign errors are a 500 that says nothing', async (path) => {
  const answer = await api.call('POST', path, { body: {} });
  expect([answer.status, answer.json.code, answer.json.detail]).toEqual([
    500,
    'internal',
    'Something went wrong on our side.',
  ]);
  expect(answer.text).not.toMatch(/secret|ObjectId|at /);
});

test.each(['/v1/mongo-away', '/v1/redis-away'])('%s is a 503 with Retry-After', async (path) => {
  const answer = await api.call('POST', path, { body: {} });
  expect([answer.status, answer.json.code, answer.headers.get('retry-after')]).toEqual([503, 'store.unavailable', '2']);
});

test('a reply loses what its shape does not name', async () => {
  expect((await api.call('POST', '/v1/echo', { body: { name: 'Ada' } })).json).toEqual({ name: 'Ada' });
});

test('a reply that does not fit its shape is not sent', async () => {
  const answer = await api.call('GET', '/v1/misfit');
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('secret');
});

test('without MongoDB every route is a 503, and the process says which store is away', async () => {
  const stores = [
    { name: 'mongodb', answers: async () => false },
    { name: 'redis', answers: async () => true },
  ];
  const away = await serveBare(table, { isMongoConnected: () => false, stores });
  const answer = await away.call('POST', '/v1/echo', { body: {} });
  expect([answer.status, answer.json.code, answer.headers.get('retry-after')]).toEqual([503, 'store.unavailable', '2']);
  expect((await away.call('GET', '/healthz')).status).toBe(200);
  expect(await away.call('GET', '/readyz')).toMatchObject({
    status: 503,
    json: { status: 'waiting', away: ['mongodb'] },
  });
  away.drain();
  expect((await away.call('GET', '/readyz')).json.status).toBe('draining');
  await away.close();
});

test('an X-Request-Id that could be an attack on the log is replaced', async () => {
  const given = 'a"}\u00e9 {"level":60';
  const answer = await api.call('GET', '/v1/nothing', { headers: { 'x-request-id': given } });
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});
