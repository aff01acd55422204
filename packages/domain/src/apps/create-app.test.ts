import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { body, container, refusalOf } from '../app-bodies.fixture';
import type { Ctx } from '../context';
import { createRegistry } from '../registries';
import { createApp, findAppUsingRegistry, getApp, listApps, markDeleting, openContainers } from './index';

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

test('a new app has what the request says, was never deployed and answers at its own address', async () => {
  const web = container({
    ...{ ports: [9090], publicPort: 8080, env: { MODE: 'fast' }, command: ['serve'], replicas: 2 },
    healthCheck: { type: 'http', path: '/up', port: 8080 },
  });
  const app = await createApp(ctx, body({ name: 'Shop API', environment: 'staging', containers: [web] }));
  expect(app).toMatchObject({
    ...{ name: 'Shop API', environment: 'staging', status: 'never_deployed', currentRevision: null },
    ...{ clonedFrom: null, expiresAt: null, lastDeployment: null, recentDeployments: [], dependsOn: [] },
    target: { kind: 'docker', cloudAccount: null },
    address: expect.stringMatching(/^http:\/\/shop-api-acme[a-z0-9-]*\.localhost:8080$/),
  });
  expect(app.containers).toEqual([{ ...web, registry: null, ports: [9090, 8080] }]);
});

test('an app without a public container has no address', async () => {
  expect((await createApp(ctx, body())).address).toBeNull();
});

test('every fault is named at once, each by its path', async () => {
  const faulty = body({
    containers: [
      container({ ports: [80, 81, 80], publicPort: 80, image: 'Not An Image' }),
      container({ publicPort: 81, env: { A: '1', B: '2' }, secrets: { B: 'x' } }),
      container({
        name: 'db',
        healthCheck: { type: 'tcp', port: 5432 },
        secrets: { OLD: { updatedAt: '2027-01-01T00:00:00Z' } },
      }),
    ],
    dependsOn: [{ app: 'f'.repeat(24) }],
    expiresAt: '2020-01-01T00:00:00.000Z',
  });
  const { code, paths } = await refusalOf(createApp(ctx, faulty));
  expect(code).toBe('app.invalid');
  expect(paths.sort()).toEqual([
    'containers.0.image',
    'containers.0.ports.2',
    'containers.1.env.B',
    'containers.1.name',
    'containers.1.publicPort',
    'containers.2.healthCheck.port',
    'containers.2.secrets.OLD',
    'dependsOn.0.app',
    'expiresAt',
  ]);
  expect((await listApps(ctx, { limit: 50, sort: 'name' })).apps).toEqual([]);
});

test('a target this release does not serve is refused as such', async () => {
  for (const target of [{ kind: 'ecs' as const }, { kind: 'docker' as const, cloudAccount: 'a'.repeat(24) }]) {
    expect((await refusalOf(createApp(ctx, body({ target })))).code).toBe('target.unsupported');
  }
});

test('a reserved name is refused as such', async () => {
  expect(await refusalOf(createApp(ctx, body({ name: 'OATFIN' })))).toMatchObject({
    code: 'app.name_reserved',
    paths: ['name'],
  });
});

test('faults of several kinds come together as app.invalid', async () => {
  const refusal = await refusalOf(createApp(ctx, body({ name: 'new', target: { kind: 'droplet' } })));
  expect(refusal).toMatchObject({ code: 'app.invalid', paths: ['name', 'target.kind'] });
});

test('two apps of a team cannot differ in case alone; two teams may use one name', async () => {
  await createApp(ctx, body({ name: 'Straße' }));
  expect(await refusalOf(createApp(ctx, body({ name: 'STRASSE' })))).toMatchObject({
    code: 'app.name_taken',
    paths: ['name'],
  });
  const other = await tests.createTeam();
  await expect(createApp(other, body({ name: 'strasse' }))).resolves.toMatchObject({ name: 'strasse' });
});

test('of 20 apps created at once under one name, one is made', async () => {
  const calls = Array.from({ length: 20 }, () => createApp(ctx, body()));
  const results = await Promise.allSettled(calls);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refused = await Promise.all(calls.filter((_, index) => results[index]?.status === 'rejected').map(refusalOf));
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['app.name_taken']));
});

test('a Unicode name of 64 characters is kept as given, with a host of its own', async () => {
  const name = `${'日本語アプリ'.repeat(10)}四文字だ`;
  const app = await createApp(ctx, body({ name, containers: [container({ publicPort: 80 })] }));
  expect(app.name).toBe(name);
  expect(new URL(app.address ?? '').hostname).toMatch(/^app-acme[a-z0-9-]*-[0-9a-f]{6}\.localhost$/);
});

test('names that give the same host get different ones', async () => {
  const open = [container({ publicPort: 80 })];
  const apps = [];
  for (const name of ['my api', 'my-api', 'my_api']) apps.push(await createApp(ctx, body({ name, containers: open })));
  expect(new Set(apps.map(({ address }) => address)).size).toBe(3);
});

test('a secret is stored sealed, read back as its time alone, and opened only for its own team', async () => {
  const secrets = { TOKEN: 'hunter2-token', EMPTY: '' };
  const app = await createApp(ctx, body({ containers: [container({ secrets })] }));
  const row = await getApp(ctx, app.id);
  expect(app.containers[0]?.secrets).toEqual({
    TOKEN: { updatedAt: expect.any(String) },
    EMPTY: { updatedAt: expect.any(String) },
  });
  expect(JSON.stringify([row, app])).not.toContain('hunter2');
  expect(row.containers[0]?.secrets[0]?.sealed).toContain(`.${ctx.secrets.keyId}.`);
  expect(openContainers(ctx, row.containers)[0]?.secrets).toEqual(secrets);
  const other = await tests.createTeam();
  expect(() => openContainers(other, row.containers)).toThrow('cannot be opened');
});

test('variable names that programs find special are kept like any other', async () => {
  const env = { _bsontype: 'ObjectId', constructor: 'x', toJSON: 'y', hasOwnProperty: 'z', length: '3' };
  const app = await createApp(ctx, body({ containers: [container({ env, secrets: { toString: 'secret-value' } })] }));
  const row = await getApp(ctx, app.id);
  expect(app.containers[0]?.env).toEqual(env);
  expect(openContainers(ctx, row.containers)[0]).toMatchObject({ env, secrets: { toString: 'secret-value' } });
});

test('a temporary app ends at the time given, or as many hours from now', async () => {
  tests.setNow(new Date('2027-03-01T12:00:00Z'));
  const ends = await createApp(ctx, body({ name: 'a', expiresAt: '2027-03-02T00:00:00.000Z' }));
  const lasts = await createApp(ctx, body({ name: 'b', ttlHours: 1.5 }));
  expect([ends.expiresAt, lasts.expiresAt]).toEqual(['2027-03-02T00:00:00.000Z', '2027-03-01T13:30:00.000Z']);
  const both = body({ name: 'c', ttlHours: 1, expiresAt: '2027-03-02T00:00:00.000Z' });
  expect(await refusalOf(createApp(ctx, both))).toMatchObject({ code: 'app.invalid', paths: ['ttlHours'] });
});

test("another team's app cannot be depended on, exactly as one that does not exist", async () => {
  const foreign = await createApp(await tests.createTeam(), body());
  const dependingOn = (app: string) => refusalOf(createApp(ctx, body({ dependsOn: [{ app }] })));
  expect(await dependingOn(foreign.id)).toEqual(await dependingOn('f'.repeat(24)));
});

test('an app that is being deleted, or given twice, cannot be depended on', async () => {
  const [gone, db] = [await createApp(ctx, body({ name: 'gone' })), await createApp(ctx, body({ name: 'db' }))];
  await markDeleting(ctx, gone.id);
  const dependsOn = [{ app: gone.id }, { app: db.id }, { app: db.id }];
  const { paths } = await refusalOf(createApp(ctx, body({ dependsOn })));
  expect(paths).toEqual(['dependsOn.0.app', 'dependsOn.2.app']);
});

test("another team's app cannot be read, exactly as one that does not exist", async () => {
  const app = await createApp(ctx, body());
  const other = await tests.createTeam();
  expect(await refusalOf(getApp(other, app.id))).toEqual(await refusalOf(getApp(other, 'f'.repeat(24))));
});

test('a container pulls with credentials of its own team alone', async () => {
  const credentials = { name: 'hub', host: 'ghcr.io', username: 'ada', password: 'x' };
  const [own, foreign] = [
    await createRegistry(ctx, credentials),
    await createRegistry(await tests.createTeam(), credentials),
  ];
  const pullingWith = (registry: string) => createApp(ctx, body({ containers: [container({ registry })] }));
  const refusal = await refusalOf(pullingWith(foreign.id));
  expect(refusal).toMatchObject({ code: 'app.invalid', paths: ['containers.0.registry'] });
  expect(await refusalOf(pullingWith('f'.repeat(24)))).toEqual(refusal);
  expect(await findAppUsingRegistry(ctx, own.id)).toBeNull();
  const app = await pullingWith(own.id);
  expect(String((await findAppUsingRegistry(ctx, own.id))?._id)).toBe(app.id);
});
