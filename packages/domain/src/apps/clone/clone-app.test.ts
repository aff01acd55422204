import type { App, ManifestEntry } from '@oatfin/contracts';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { body, container, overrides, refusalOf } from '../../app-bodies.fixture';
import type { Ctx } from '../../context';
import {
  claimApp,
  cloneApp,
  createApp,
  getApp,
  listApps,
  markDeleting,
  openContainers,
  releaseApp,
  updateApp,
} from '../index';

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

const deployment = 'd'.repeat(24);

/** An app that uses everything an app can have. */
async function createRich(): Promise<App> {
  const db = await createApp(ctx, body({ name: 'db' }));
  const web = container({
    ...{ command: ['serve', '--fast'], replicas: 3, cpu: 1.5, memoryMb: 512, ports: [8080, 9090], publicPort: 8080 },
    ...{ env: { MODE: 'fast', EMPTY: '' }, secrets: { TOKEN: 'hunter2-token', KEY: 'hunter2-key' } },
    healthCheck: { type: 'http', path: '/up', port: 9090, retries: 7 },
  });
  const worker = container({
    name: 'worker',
    image: 'ghcr.io/shop/worker:2',
    healthCheck: { type: 'command', command: ['true'] },
  });
  const dependsOn = [{ app: db.id, leadMinutes: 20 }];
  const input = body({ environment: 'staging', containers: [web, worker], dependsOn, ttlHours: 5 });
  return createApp(ctx, input);
}

/** What describes how an app runs, its secrets opened. */
async function howItRuns(id: string) {
  const { containers, target, environment, dependsOn } = await getApp(ctx, id);
  return { target, environment, dependsOn, containers: openContainers(ctx, containers) };
}

function actionOf(manifest: ManifestEntry[], part: string): string | undefined {
  return manifest.find((entry) => entry.part === part)?.action;
}

async function allApps(): Promise<App[]> {
  return (await listApps(ctx, { limit: 200, sort: 'name' })).apps;
}

test('a copy equals its source in everything that describes how it runs, and has its own name, id and address', async () => {
  const source = await createRich();
  const { app } = await cloneApp(ctx, source.id, overrides());
  expect(await howItRuns(app.id)).toEqual(await howItRuns(source.id));
  expect(app).toMatchObject({ name: 'api-copy', clonedFrom: source.id, status: 'never_deployed', expiresAt: null });
  expect(app.id).not.toBe(source.id);
  expect(app.address).not.toBe(source.address);
});

test('a copy shares no sealed value with its source', async () => {
  const source = await createRich();
  const { app } = await cloneApp(ctx, source.id, overrides());
  const sealedOf = async (id: string) =>
    (await getApp(ctx, id)).containers.flatMap(({ secrets }) => secrets.map(({ sealed }) => sealed));
  expect(new Set([...(await sealedOf(source.id)), ...(await sealedOf(app.id))]).size).toBe(4);
});

test('a copy of an app that serves serves nothing yet and has no history', async () => {
  const source = await createRich();
  await claimApp(ctx, source.id, deployment);
  await releaseApp(ctx, source.id, deployment, { serving: { release: deployment, revision: 4 } });
  const { app } = await cloneApp(ctx, source.id, overrides());
  expect(app).toMatchObject({ status: 'never_deployed', currentRevision: null, lastDeployment: null });
});

test('changing a copy does not change its source', async () => {
  const source = await createRich();
  const before = await howItRuns(source.id);
  const { app } = await cloneApp(ctx, source.id, overrides());
  await updateApp(ctx, app.id, { containers: [container()], dependsOn: [] });
  expect(await howItRuns(source.id)).toEqual(before);
});

test('the manifest says part by part what was copied, rewritten and left out, and never a value', async () => {
  const source = await createRich();
  const { manifest } = await cloneApp(ctx, source.id, overrides());
  expect(Object.fromEntries(manifest.map(({ part, action }) => [part, action]))).toEqual({
    ...{ name: 'rewritten', environment: 'copied', target: 'copied', address: 'rewritten' },
    ...Object.fromEntries(
      ['web', 'worker'].flatMap((name) =>
        ['image', 'registry', 'command', 'ports', 'resources', 'healthCheck'].map((part) => [
          `containers.${name}.${part}`,
          'copied',
        ]),
      ),
    ),
    ...{ 'containers.web.env.MODE': 'copied', 'containers.web.env.EMPTY': 'copied' },
    ...{ 'containers.web.secrets.TOKEN': 'copied', 'containers.web.secrets.KEY': 'copied' },
    ...{ 'dependsOn.db': 'copied', expiresAt: 'left_out', schedules: 'left_out', deployments: 'left_out' },
    ...{ revisions: 'left_out', infrastructure: 'left_out' },
  });
  expect(JSON.stringify(manifest)).not.toMatch(/hunter2|fast/);
});

test('fields of the body override, and the manifest says so', async () => {
  const source = await createRich();
  const web = container({ image: 'nginx:2', env: { NEW: '1' }, secrets: { TOKEN: 'other', KEY: null } });
  const given = overrides({ name: 'trial', environment: 'temporary', containers: [web], dependsOn: [], ttlHours: 1 });
  const { app, manifest } = await cloneApp(ctx, source.id, given);
  expect(app).toMatchObject({ name: 'trial', environment: 'temporary', dependsOn: [], expiresAt: expect.any(String) });
  expect((await howItRuns(app.id)).containers).toEqual([
    expect.objectContaining({ name: 'web', image: 'nginx:2', env: { NEW: '1' }, secrets: { TOKEN: 'other' } }),
  ]);
  const expected = {
    ...{ 'containers.web.image': 'rewritten', 'containers.web.env.NEW': 'rewritten', expiresAt: 'rewritten' },
    ...{ 'containers.web.env.MODE': 'left_out', 'containers.web.secrets.TOKEN': 'rewritten' },
    ...{ 'containers.web.secrets.KEY': 'left_out', 'containers.worker': 'left_out', 'dependsOn.db': 'left_out' },
  };
  for (const [part, action] of Object.entries(expected))
    expect([part, actionOf(manifest, part)]).toEqual([part, action]);
});

test('a container the body gives by name keeps the secrets of the source that it does not name', async () => {
  const source = await createRich();
  const { app } = await cloneApp(ctx, source.id, overrides({ containers: [container({ image: 'nginx:2' })] }));
  expect((await howItRuns(app.id)).containers[0]?.secrets).toEqual({ TOKEN: 'hunter2-token', KEY: 'hunter2-key' });
});

test('an impossible override is refused with every fault, and nothing is made', async () => {
  const source = await createApp(ctx, body());
  const given = overrides({ name: 'new', containers: [container({ ports: [1, 1] })] });
  expect(await refusalOf(cloneApp(ctx, source.id, given))).toMatchObject({ paths: ['name', 'containers.0.ports.1'] });
  expect(await allApps()).toHaveLength(1);
});

test('20 copies made at once get 20 names and 20 addresses', async () => {
  const source = await createApp(ctx, body({ containers: [container({ publicPort: 80 })] }));
  const clones = await Promise.all(Array.from({ length: 20 }, () => cloneApp(ctx, source.id, overrides())));
  const numbered = Array.from({ length: 19 }, (_, index) => `api-copy-${index + 2}`);
  expect(clones.map(({ app }) => app.name).sort()).toEqual(['api-copy', ...numbered].sort());
  expect(new Set(clones.map(({ app }) => app.address)).size).toBe(20);
}, 20_000);

test('copies of a name of 64 characters are cut to fit', async () => {
  const source = await createApp(ctx, body({ name: 'n'.repeat(64) }));
  const names = [];
  for (let n = 0; n < 3; n += 1) names.push((await cloneApp(ctx, source.id, overrides())).app.name);
  expect(names).toEqual([`${'n'.repeat(59)}-copy`, `${'n'.repeat(57)}-copy-2`, `${'n'.repeat(57)}-copy-3`]);
});

test('a name of the body that is taken is refused', async () => {
  const source = await createApp(ctx, body());
  const given = overrides({ name: 'API' });
  expect(await refusalOf(cloneApp(ctx, source.id, given))).toMatchObject({ code: 'app.name_taken', paths: ['name'] });
});

describe('with its dependencies', () => {
  /** api depends on users, orders and db; the first two on db as well. */
  async function createDiamond(): Promise<App> {
    const db = await createApp(ctx, body({ name: 'db' }));
    const onDb = { dependsOn: [{ app: db.id, leadMinutes: 5 }] };
    const users = await createApp(ctx, body({ name: 'users', ...onDb, environment: 'staging' }));
    const orders = await createApp(ctx, body({ name: 'orders', ...onDb }));
    return createApp(ctx, body({ dependsOn: [{ app: users.id }, { app: orders.id }, { app: db.id }] }));
  }

  test('the whole graph is copied, each app once, and the copies depend on each other', async () => {
    const source = await createDiamond();
    const { app, dependencies = [], manifest } = await cloneApp(ctx, source.id, overrides({ withDependencies: true }));
    const copies = new Map([app, ...dependencies].map((copy) => [copy.name, copy]));
    const namesOn = (name: string) =>
      copies
        .get(name)
        ?.dependsOn.map((dependency) => [...copies.values()].find(({ id }) => id === dependency.app)?.name);
    expect([...copies.keys()].sort()).toEqual(['api-copy', 'db-copy', 'orders-copy', 'users-copy']);
    expect(namesOn('api-copy')).toEqual(['users-copy', 'orders-copy', 'db-copy']);
    expect([namesOn('users-copy'), namesOn('orders-copy'), namesOn('db-copy')]).toEqual([['db-copy'], ['db-copy'], []]);
    expect(copies.get('users-copy')).toMatchObject({ environment: 'staging', dependsOn: [{ leadMinutes: 5 }] });
    expect(dependencies).toHaveLength(3);
    expect((await allApps()).every(({ status }) => status === 'never_deployed')).toBe(true);
    expect(actionOf(manifest, 'dependsOn.users')).toBe('rewritten');
  });

  test('environment and end given in the body hold for every copy', async () => {
    const source = await createDiamond();
    const given = overrides({ withDependencies: true, environment: 'temporary', ttlHours: 2 });
    const { app, dependencies = [] } = await cloneApp(ctx, source.id, given);
    const ends = new Set([app, ...dependencies].map(({ environment, expiresAt }) => `${environment} ${expiresAt}`));
    expect([...ends]).toEqual([`temporary ${app.expiresAt}`]);
  });

  test('when one copy cannot be made, none remains', async () => {
    const source = await createDiamond();
    const broken: Ctx = { ...ctx, now: failAtCall(4, ctx.now) };
    await expect(cloneApp(broken, source.id, overrides({ withDependencies: true }))).rejects.toThrow('planted');
    expect((await allApps()).map(({ name }) => name)).toEqual(['api', 'db', 'orders', 'users']);
  });

  test('an app that is being deleted on the way refuses the whole copy', async () => {
    const source = await createDiamond();
    await markDeleting(ctx, source.id);
    const refusal = await refusalOf(cloneApp(ctx, source.id, overrides({ withDependencies: true })));
    expect(refusal.code).toBe('app.deleting');
  });
});

test("another team's app cannot be copied, exactly as one that does not exist", async () => {
  const source = await createRich();
  const other = await tests.createTeam();
  const clone = (id: string) => refusalOf(cloneApp(other, id, overrides()));
  expect(await clone(source.id)).toEqual(await clone('f'.repeat(24)));
  expect((await clone(source.id)).code).toBe('app.not_found');
});

/** A clock that breaks at its n-th reading: a fault in the middle of a call. */
function failAtCall(failing: number, now: () => Date): () => Date {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls === failing) throw new Error('planted');
    return now();
  };
}
