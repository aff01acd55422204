import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { body, changes, container, refusalOf } from '../app-bodies.fixture';
import type { Ctx } from '../context';
import { createApp, getApp, markDeleting, openContainers, toApp, updateApp } from './index';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterEach(() => tests.setNow(null));
afterAll(() => tests.close());

async function secretsOf(app: string): Promise<Record<string, string>[]> {
  const row = await getApp(ctx, app);
  return openContainers(ctx, row.containers).map(({ secrets }) => secrets);
}

test('what is not given stays as it is', async () => {
  const before = await createApp(ctx, body({ containers: [container({ secrets: { A: '1' } })], ttlHours: 5 }));
  const after = await updateApp(ctx, before.id, changes({ environment: 'staging' }));
  expect(after).toEqual({ ...before, environment: 'staging', updatedAt: after.updatedAt });
});

test('a secret is set by a string, removed by null, and kept when absent or given as it is read', async () => {
  const secrets = { SET: 'old', REMOVED: 'old', ABSENT: 'old', READ: 'old' };
  const app = await createApp(ctx, body({ containers: [container({ secrets })] }));
  const read = app.containers[0]?.secrets.READ;
  if (!read) throw new Error('The secret was not stored.');
  const given = { SET: 'new', REMOVED: null, READ: read, ADDED: 'new' };
  await updateApp(ctx, app.id, changes({ containers: [container({ secrets: given })] }));
  expect(await secretsOf(app.id)).toEqual([{ SET: 'new', ABSENT: 'old', READ: 'old', ADDED: 'new' }]);
});

test('what a read gives can be sent back unchanged and changes nothing', async () => {
  const db = await createApp(ctx, body({ name: 'db' }));
  const containers = [container({ secrets: { A: '1' }, publicPort: 80 })];
  const app = await createApp(ctx, body({ containers, dependsOn: [{ app: db.id }] }));
  const { name, environment, target, dependsOn } = app;
  const read = { name, environment, target, containers: app.containers, dependsOn };
  const after = await updateApp(ctx, app.id, changes(read));
  expect(after).toEqual(app);
});

test('a container given under a new name does not lose its secrets silently', async () => {
  const app = await createApp(ctx, body({ containers: [container({ secrets: { TOKEN: 'x' } })] }));
  const [read] = app.containers;
  const renamed = refusalOf(
    updateApp(ctx, app.id, changes({ containers: [{ ...read, image: 'nginx', name: 'api' }] })),
  );
  expect(await renamed).toMatchObject({ code: 'app.invalid', paths: ['containers.0.secrets.TOKEN'] });
  expect(await secretsOf(app.id)).toEqual([{ TOKEN: 'x' }]);
});

test('a variable cannot take the name of a secret that is kept', async () => {
  const app = await createApp(ctx, body({ containers: [container({ secrets: { TOKEN: 'x' } })] }));
  const given = changes({ containers: [container({ env: { TOKEN: 'y' } })] });
  expect(await refusalOf(updateApp(ctx, app.id, given))).toMatchObject({ paths: ['containers.0.env.TOKEN'] });
  const moved = changes({ containers: [container({ env: { TOKEN: 'y' }, secrets: { TOKEN: null } })] });
  await expect(updateApp(ctx, app.id, moved)).resolves.toMatchObject({ containers: [{ secrets: {} }] });
});

test('a new name keeps the address, and may differ from the old one in case alone', async () => {
  const app = await createApp(ctx, body({ containers: [container({ publicPort: 80 })] }));
  const renamed = await updateApp(ctx, app.id, changes({ name: 'API' }));
  expect(renamed).toMatchObject({ name: 'API', address: app.address });
});

test('the name of another app is refused', async () => {
  await createApp(ctx, body({ name: 'db' }));
  const app = await createApp(ctx, body());
  expect(await refusalOf(updateApp(ctx, app.id, changes({ name: 'DB' })))).toMatchObject({ code: 'app.name_taken' });
  expect(toApp(ctx, await getApp(ctx, app.id))).toEqual(app);
});

test('two changes at once of different fields are both kept', async () => {
  const app = await createApp(ctx, body());
  await Promise.all([
    updateApp(ctx, app.id, changes({ name: 'renamed' })),
    updateApp(ctx, app.id, changes({ environment: 'staging' })),
    updateApp(ctx, app.id, changes({ ttlHours: 3 })),
  ]);
  expect(await getApp(ctx, app.id)).toMatchObject({
    name: 'renamed',
    environment: 'staging',
    expiresAt: expect.any(Date),
  });
});

test('of changes at once of the same field each is either kept in its turn or told that it lost', async () => {
  const app = await createApp(ctx, body());
  const calls = Array.from({ length: 8 }, (_, n) => updateApp(ctx, app.id, changes({ environment: `e${n}` })));
  const results = await Promise.allSettled(calls);
  const refused = await Promise.all(calls.filter((_, n) => results[n]?.status === 'rejected').map(refusalOf));
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ code, paths }) => code === 'app.changed' && paths[0] === 'environment')).toBe(true);
  const kept = results.length - refused.length;
  expect((await getApp(ctx, app.id)).version).toBe(1 + kept);
});

test('a cycle is refused, naming the apps on it in order', async () => {
  const db = await createApp(ctx, body({ name: 'db' }));
  const cache = await createApp(ctx, body({ name: 'cache', dependsOn: [{ app: db.id }] }));
  await createApp(ctx, body({ name: 'api', dependsOn: [{ app: cache.id }] })).then(async (api) => {
    const refusal = await refusalOf(updateApp(ctx, db.id, changes({ dependsOn: [{ app: api.id }] })));
    expect(refusal).toMatchObject({ code: 'app.dependency_cycle', paths: ['dependsOn.0.app'] });
    expect(refusal.message).toContain('db → api → cache → db');
  });
});

test('an app cannot depend on itself', async () => {
  const app = await createApp(ctx, body());
  const given = changes({ dependsOn: [{ app: app.id }] });
  expect(await refusalOf(updateApp(ctx, app.id, given))).toMatchObject({
    code: 'app.invalid',
    paths: ['dependsOn.0.app'],
  });
});

test('two edges drawn at once never leave a cycle', async () => {
  for (let round = 0; round < 5; round += 1) {
    const a = await createApp(ctx, body({ name: `a${round}` }));
    const b = await createApp(ctx, body({ name: `b${round}` }));
    await Promise.allSettled([
      updateApp(ctx, a.id, changes({ dependsOn: [{ app: b.id }] })),
      updateApp(ctx, b.id, changes({ dependsOn: [{ app: a.id }] })),
    ]);
    const edges = (await getApp(ctx, a.id)).dependsOn.length + (await getApp(ctx, b.id)).dependsOn.length;
    expect(edges).toBeLessThan(2);
  }
});

test('the end of a temporary app can be moved and taken away', async () => {
  tests.setNow(new Date('2027-03-01T12:00:00Z'));
  const app = await createApp(ctx, body({ ttlHours: 1 }));
  expect(await updateApp(ctx, app.id, changes({ ttlHours: 2 }))).toMatchObject({
    expiresAt: '2027-03-01T14:00:00.000Z',
  });
  expect(await updateApp(ctx, app.id, changes({ expiresAt: null }))).toMatchObject({ expiresAt: null });
});

test('an app that is being deleted cannot be changed', async () => {
  const app = await createApp(ctx, body());
  await markDeleting(ctx, app.id);
  expect(await refusalOf(updateApp(ctx, app.id, changes({ name: 'x' })))).toMatchObject({ code: 'app.deleting' });
});

test("another team's app cannot be changed, exactly as one that does not exist", async () => {
  const app = await createApp(ctx, body());
  const other = await tests.createTeam();
  const change = (id: string) => refusalOf(updateApp(other, id, changes({ name: 'mine' })));
  expect(await change(app.id)).toEqual(await change('f'.repeat(24)));
  expect(toApp(ctx, await getApp(ctx, app.id))).toEqual(app);
});
