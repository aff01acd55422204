import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { z } from 'zod';
import { buildApp } from '../app';
import { createMetrics } from '../http/metrics';

const Answer = z.looseObject({
  app: z.looseObject({ id: z.string(), name: z.string() }).optional(),
  apps: z.array(z.looseObject({ name: z.string() })).optional(),
  manifest: z.array(z.looseObject({ part: z.string() })).optional(),
  code: z.string().optional(),
  errors: z.array(z.looseObject({ path: z.string() })).optional(),
  accessToken: z.string().optional(),
});

type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => ReturnType<typeof send>;

let tests: TestSystem;
let server: Server;
let call: Call;

beforeAll(async () => {
  tests = await createTestSystem();
  const base = tests.system;
  const logger = pino({ level: 'trace' }, { write: (line) => void logged.push(line) });
  const deps = { base, logger, stores: [], webDir: null, trustProxy: 0 };
  const draining = new AbortController().signal;
  const metrics = createMetrics({ withProcess: false });
  server = createServer(buildApp({ ...deps, metrics, draining, isMongoConnected: () => true })).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  call = await login();
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await tests.close();
});

const logged: string[] = [];
let people = 0;

/** A new user with a team, as a way to call the API. */
async function login(): Promise<Call> {
  people += 1;
  const person = { email: `ada${people}@example.com`, password: 'correct horse battery', name: 'Ada', timezone: 'UTC' };
  const { json } = await send('POST', '/v1/auth/register', person);
  const Authorization = `Bearer ${json.accessToken}`;
  return (method, path, body, headers) => send(method, path, body, { ...headers, Authorization });
}

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: Answer.parse(JSON.parse(text)) };
}

const container = { name: 'web', image: 'shop/api:1', publicPort: 8080, secrets: { TOKEN: 'hunter2-token' } };
const body = { name: 'api', containers: [container] };

test('an app is created, read, listed and changed, and no answer holds a secret', async () => {
  const created = await call('POST', '/v1/apps', body);
  const path = `/v1/apps/${created.json.app?.id}`;
  const answers = [
    created,
    await call('GET', path),
    await call('GET', '/v1/apps?search=AP&status=never_deployed'),
    await call('PATCH', path, { name: 'api-2' }),
    await call('POST', `/v1/apps?source=${created.json.app?.id}`, {}),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 201]);
  expect(created.headers.get('location')).toBe(path);
  expect(answers[2]?.json).toMatchObject({ apps: [{ name: 'api' }], nextCursor: null, message: 'success' });
  expect(answers[4]?.json).toMatchObject({ app: { name: 'api-2-copy', clonedFrom: created.json.app?.id } });
  expect(answers[4]?.json.manifest?.length).toBeGreaterThan(5);
  for (const { text } of answers) expect(text).not.toContain('hunter2');
});

test.each([
  ['an unknown field', { ...body, color: 'red' }, 'color'],
  ['a control character in the name', { ...body, name: 'a\u0000b' }, 'name'],
  ['a name of 65 characters', { ...body, name: 'x'.repeat(65) }, 'name'],
  ['no container', { ...body, containers: [] }, 'containers'],
  ['a port that is none', { ...body, containers: [{ ...container, ports: [0] }] }, 'containers.0.ports.0'],
  ['a malformed dependency', { ...body, dependsOn: [{ app: 'x' }] }, 'dependsOn.0.app'],
])('%s is a 400 that names the field', async (_, given, path) => {
  const { status, json } = await call('POST', '/v1/apps', given);
  expect([status, json.errors?.map((error) => error.path)]).toEqual([400, [path]]);
});

test('what is well-formed but impossible is a 422 that names every field', async () => {
  const containers = [{ ...container, image: 'NO' }, container];
  const { status, json } = await call('POST', '/v1/apps', { ...body, containers });
  expect([status, json.code]).toEqual([422, 'app.invalid']);
  expect(json.errors?.map(({ path }) => path)).toEqual([
    'containers.0.image',
    'containers.1.name',
    'containers.1.publicPort',
  ]);
});

test('the body of a clone is not the body of a create', async () => {
  const source = (await call('POST', '/v1/apps', body)).json.app?.id;
  expect((await call('POST', '/v1/apps', { ...body, name: 'b', withDependencies: true })).status).toBe(400);
  expect((await call('POST', `/v1/apps?source=${source}`, { withDependencies: true })).status).toBe(201);
  expect((await call('POST', '/v1/apps?source=nonsense', {})).status).toBe(400);
  expect((await call('POST', `/v1/apps?source=${'f'.repeat(24)}`, {})).json.code).toBe('app.not_found');
});

test('the same Idempotency-Key makes one copy, another key another', async () => {
  const source = (await call('POST', '/v1/apps', body)).json.app?.id;
  const clone = (key: string) => call('POST', `/v1/apps?source=${source}`, {}, { 'Idempotency-Key': key });
  const [first, again, other] = [await clone('k1'), await clone('k1'), await clone('k2')];
  expect(again.text).toBe(first.text);
  expect(other.json.app?.id).not.toBe(first.json.app?.id);
  expect((await call('GET', '/v1/apps')).json.apps).toHaveLength(3);
});

test('a malformed cursor, sort or limit is a 400', async () => {
  for (const query of ['cursor=x', 'sort=color', 'limit=0', 'limit=201', 'status=x', 'color=red']) {
    expect([query, (await call('GET', `/v1/apps?${query}`)).status]).toEqual([query, 400]);
  }
});

test("another team's app answers exactly as one that does not exist", async () => {
  const id = (await call('POST', '/v1/apps', body)).json.app?.id ?? '';
  const other = await login();
  for (const asked of [id, 'f'.repeat(24), 'nonsense']) {
    const answers = [await other('GET', `/v1/apps/${asked}`), await other('PATCH', `/v1/apps/${asked}`, { name: 'x' })];
    expect(answers.map(({ status, json }) => [status, json.code])).toEqual(Array(2).fill([404, 'app.not_found']));
  }
  expect((await other('GET', '/v1/apps')).json.apps).toEqual([]);
});

test('nobody gets in without a login', async () => {
  expect((await send('GET', '/v1/apps')).status).toBe(401);
  expect((await send('POST', '/v1/apps', body)).status).toBe(401);
});

test('a secret is in no log line and nowhere in the database in clear, also when a request is refused', async () => {
  const source = (await call('POST', '/v1/apps', body)).json.app?.id;
  await call('POST', '/v1/apps', body, { 'Idempotency-Key': 'refused' });
  await call('POST', `/v1/apps?source=${source}`, { containers: [container] }, { 'Idempotency-Key': 'cloned' });
  await call('PATCH', `/v1/apps/${source}`, { containers: [{ ...container, image: 'NO' }] });
  const collections = (await mongoose.connection.db?.collections()) ?? [];
  const documents = await Promise.all(collections.map((collection) => collection.find().toArray()));
  expect(logged.length).toBeGreaterThan(4);
  expect(JSON.stringify(documents)).toContain('"api-copy"');
  expect(JSON.stringify([logged, documents])).not.toContain('hunter2');
});
