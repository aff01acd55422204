import { CreateAppBody } from '@oatfin/contracts';
import { createApp } from '@oatfin/domain/apps';
import { createMember, type Member } from '@oatfin/testkit/factories';
import { z } from 'zod';
import { openTestApi, type TestApi } from '../api.fixture';

const Id = z.object({ id: z.string() });

let api: TestApi;
let admin: Member;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  admin = await createMember(api.system);
});
afterEach(() => api.setNow(null));
afterAll(() => api.close());

const from = { year: 2026, month: 12, day: 20, hour: 18, minute: 0 };
const to = { year: 2027, month: 1, day: 2, hour: 8, minute: 0 };
const christmas = { name: 'Christmas', from, to, timezone: 'Europe/Paris', yearly: true };
const during = new Date('2026-12-24T12:00:00.000Z');

test('a freeze is read back as it was given, with its present or next time in UTC', async () => {
  api.setNow(during);
  const created = await call('POST', '/v1/freezes', christmas);
  expect(created.status).toBe(201);
  expect(created.json.freeze).toMatchObject({
    ...{ ...christmas, environments: [], isActive: true, createdBy: 'Grace' },
    ...{ startsAt: '2026-12-20T17:00:00.000Z', endsAt: '2027-01-02T07:00:00.000Z' },
  });
  const path = created.headers.get('location') ?? '';
  expect((await call('GET', path)).json.freeze).toEqual(created.json.freeze);
  expect((await call('GET', '/v1/freezes')).json.freezes).toEqual([created.json.freeze]);
  expect((await call('PATCH', path, { yearly: false, timezone: 'UTC' })).json.freeze).toMatchObject({
    ...{ yearly: false, startsAt: '2026-12-20T18:00:00.000Z' },
  });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).json.code).toBe('freeze.not_found');
});

test.each([
  ['a zone that nobody knows', { timezone: 'Europe/Atlantis' }, ['timezone']],
  [
    'days that no calendar has',
    { from: { ...from, month: 2, day: 30 }, to: { ...to, month: 4, day: 31 } },
    ['from', 'to'],
  ],
  ['a year beyond what is planned for', { to: { ...to, year: 2040 } }, ['to']],
  ['an end before its beginning', { to: from }, ['to']],
  ['a year that never ends', { to: { ...from, year: 2027 } }, ['to']],
])('%s is a 422 that names the field', async (_title, wrong, paths) => {
  const answer = await call('POST', '/v1/freezes', { ...christmas, ...wrong });
  expect([answer.status, answer.json.code]).toEqual([422, 'freeze.invalid']);
  expect(
    z
      .array(z.object({ path: z.string() }))
      .parse(answer.json.errors)
      .map(({ path }) => path),
  ).toEqual(paths);
});

test('a change that leaves no possible freeze is refused and changes nothing', async () => {
  const { headers } = await call('POST', '/v1/freezes', christmas);
  const path = headers.get('location') ?? '';
  expect((await call('PATCH', path, { from: to })).status).toBe(422);
  expect((await call('GET', path)).json.freeze).toMatchObject({ from });
});

test('an admin lets a deployment through with a reason, a developer may not; the trail is for admins', async () => {
  const developer = await createMember(api.system, { team: admin.ctx.team, role: 'developer' });
  await call('POST', '/v1/freezes', christmas);
  api.setNow(during);
  const app = await addApp();
  const { json } = await call('POST', `/v1/apps/${app}/deployments`, {});
  expect(json.deployment).toMatchObject({ status: 'blocked', reason: { code: 'freeze' } });
  const path = `/v1/deployments/${Id.parse(json.deployment).id}/override-freeze`;
  const body = { reason: 'Customers cannot pay.' };
  const as = { token: developer.accessToken, team: admin.ctx.team };
  expect((await api.call('POST', path, { ...as, body })).status).toBe(403);
  expect((await api.call('GET', '/v1/audit-events', as)).status).toBe(403);
  expect((await call('POST', path, body)).json.deployment).toMatchObject({ status: 'queued' });
  const again = await call('POST', path, body);
  expect([again.status, again.json.code]).toEqual([409, 'deployment.not_frozen']);
  expect((await call('GET', '/v1/audit-events')).json.auditEvents).toMatchObject([
    { act: 'deployment.override_freeze', actor: { name: 'Grace' }, reason: body.reason },
  ]);
});

test('deploying with dependencies answers with the deployments that go first', async () => {
  const [db, api_] = [await addApp(), await addApp()];
  await call('PATCH', `/v1/apps/${api_}`, { dependsOn: [{ app: db }] });
  const answer = await call('POST', `/v1/apps/${api_}/deployments`, { withDependencies: true, skipIfCurrent: true });
  expect(answer.status).toBe(202);
  expect(answer.json).toMatchObject({
    ...{ deployment: { app: api_, status: 'blocked' }, dependencies: [{ app: db, status: 'queued' }] },
  });
  expect((await call('GET', '/v1/queue')).json).toMatchObject({
    ...{ running: [], waiting: [{ reason: 'next', position: 1 }], blocked: [{ reason: 'dependency' }], limit: 4 },
  });
  expect((await call('GET', '/v1/dependency-graph')).json.graph).toMatchObject({
    ...{
      apps: [{ status: 'deploying' }, { status: 'never_deployed' }],
      edges: [{ app: api_, dependsOn: db, leadMinutes: 15 }],
    },
  });
});

test('skipping dependencies without deploying them is a 422 that names the field', async () => {
  const answer = await call('POST', `/v1/apps/${await addApp()}/deployments`, { skipIfCurrent: true });
  expect([answer.status, answer.json.errors]).toEqual([422, [{ path: 'skipIfCurrent', message: answer.json.detail }]]);
});

let made = 0;

async function addApp(): Promise<string> {
  const body = { name: `app-${++made}`, containers: [{ name: 'web', image: 'registry.example.com/shop/api:1' }] };
  return (await createApp(admin.ctx, CreateAppBody.parse(body))).id;
}

function call(method: string, path: string, body?: object) {
  return api.call(method, path, { token: admin.accessToken, ...(body ? { body } : {}) });
}
