import { createRegistryClient } from '@oatfin/providers/registry';
import { createMember, type Member } from '@oatfin/testkit/factories';
import { type RunningRegistry, startRegistry } from '@oatfin/testkit/registry';
import mongoose from 'mongoose';
import { z } from 'zod';
import { openTestApi, type TestApi } from '../api.fixture';

const login = { username: 'tester', password: 'correct horse battery staple' };
const Created = z.object({ registry: z.object({ id: z.string(), verifiedAt: z.string().nullable() }) });

let registry: RunningRegistry;
let api: TestApi;
let admin: Member;
beforeAll(async () => {
  registry = await startRegistry(login);
  api = await openTestApi({ registry: createRegistryClient() });
  admin = await createMember(api.system);
});
afterAll(async () => {
  await api.close();
  await registry.stop();
});

test('credentials are stored once the registry accepted them, sealed, and never given back', async () => {
  const answer = await create({ name: 'Private' });
  expect(answer.status).toBe(201);
  const { id, verifiedAt } = Created.parse(answer.json).registry;
  expect(answer.headers.get('location')).toBe(`/v1/registries/${id}`);
  expect(verifiedAt).not.toBeNull();
  const list = await call('GET', '/v1/registries');
  expect(list.json.registries).toEqual([answer.json.registry]);
  expect(answer.text + list.text).not.toContain(login.password);
  const [row] = await mongoose.connection.collection('registries').find().toArray();
  expect(row?.password).toMatch(/^v1\./);
  expect(JSON.stringify(row)).not.toContain(login.password);
});

test.each([
  ['a wrong password', { password: 'wrong' }, 'registry.unauthorized', 'password'],
  ['a host where nothing answers', { host: '127.0.0.1:1' }, 'registry.unreachable', 'host'],
])('%s is refused, naming the field', async (_title, given, code, path) => {
  const answer = await create({ name: 'Refused', ...given });
  expect([answer.status, answer.json.code]).toEqual([422, code]);
  expect(answer.json.errors).toEqual([{ path, message: answer.json.detail }]);
});

test('two registries of a team differ in their names, also in other letters', async () => {
  await create({ name: 'Twice' });
  const answer = await create({ name: 'TWICE' });
  expect([answer.status, answer.json.code, answer.json.errors]).toEqual([
    409,
    'registry.name_taken',
    [{ path: 'name', message: 'The team has a registry with this name.' }],
  ]);
});

test('a change of the login is verified first; a new host needs the password again', async () => {
  const { id } = Created.parse((await create({ name: 'Changing' })).json).registry;
  const patch = (body: object) => call('PATCH', `/v1/registries/${id}`, body);
  expect((await patch({ name: 'Changed' })).json).toMatchObject({ registry: { name: 'Changed' } });
  expect((await patch({ password: 'wrong' })).status).toBe(422);
  expect((await patch({ host: 'registry.example.com' })).json).toMatchObject({ errors: [{ path: 'password' }] });
  expect((await call('POST', `/v1/registries/${id}/verify`)).status).toBe(200);
});

test('a registry that an app pulls with is not removed, and the answer names the app', async () => {
  const { id } = Created.parse((await create({ name: 'Needed' })).json).registry;
  const container = { name: 'web', image: `${registry.host}/shop:1`, registry: id };
  const app = await call('POST', '/v1/apps', { name: 'shop', containers: [container] });
  expect(app.status).toBe(201);
  const refused = await call('DELETE', `/v1/registries/${id}`);
  expect([refused.status, refused.json.code]).toEqual([409, 'registry.in_use']);
  expect(refused.json.detail).toContain('shop');
});

test('a registry that nothing needs is removed', async () => {
  const { id } = Created.parse((await create({ name: 'Unused' })).json).registry;
  const removed = await call('DELETE', `/v1/registries/${id}`);
  expect([removed.status, removed.text]).toEqual([204, '']);
  expect((await call('GET', `/v1/registries/${id}`)).json.code).toBe('registry.not_found');
});

test('an app may not name registry credentials that its team does not have', async () => {
  const hostile = await createMember(api.system);
  const { id } = Created.parse((await create({ name: 'Ours' })).json).registry;
  const container = { name: 'web', image: `${registry.host}/shop:1`, registry: id };
  const body = { name: 'thief', containers: [container] };
  const answer = await api.call('POST', '/v1/apps', { token: hostile.accessToken, body });
  expect(answer.status).toBe(422);
});

test('an image that the registry does not have is a 422 at the image', async () => {
  const { id } = Created.parse((await create({ name: 'Resolving' })).json).registry;
  const answer = await call('POST', '/v1/images/resolve', { image: `${registry.host}/nothing:1`, registry: id });
  expect([answer.status, answer.json.errors]).toEqual([422, [{ path: 'image', message: answer.json.detail }]]);
});

function create(given: Record<string, string>) {
  return call('POST', '/v1/registries', { host: registry.host, ...login, ...given });
}

function call(method: string, path: string, body?: object) {
  return api.call(method, path, { token: admin.accessToken, ...(body ? { body } : {}) });
}
