import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import mongoose from 'mongoose';
import { body, changes, refusalOf } from '../../app-bodies.fixture';
import type { Ctx } from '../../context';
import {
  claimApp,
  createApp,
  findApp,
  getApp,
  listDeletingApps,
  listExpiredApps,
  listServingApps,
  markDeleting,
  markStopped,
  releaseApp,
  removeAppRow,
  requireDeployable,
  setHealth,
  toApp,
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

const make = (name: string, given = {}) => createApp(ctx, body({ name, ...given }));

test('an app that is needed cannot be deleted; those that need it are named', async () => {
  const db = await make('db');
  await make('api', { dependsOn: [{ app: db.id }] });
  await make('web', { dependsOn: [{ app: db.id }] });
  const refusal = await refusalOf(markDeleting(ctx, db.id));
  expect(refusal).toMatchObject({ code: 'app.needed', message: 'The app "db" is needed by "api", "web".' });
  expect((await getApp(ctx, db.id)).deletingAt).toBeNull();
});

test('an app needed only by apps that are being deleted can be deleted', async () => {
  const db = await make('db');
  const api = await make('api', { dependsOn: [{ app: db.id }] });
  await markDeleting(ctx, api.id);
  await expect(markDeleting(ctx, db.id)).resolves.toMatchObject({ deletingAt: expect.any(Date) });
});

describe('at one moment an app cannot be deleted and', () => {
  test('be depended on by an app that is being created', async () => {
    const db = await make('db');
    beforeNext('insertOne', () => markDeleting(ctx, db.id));
    expect((await refusalOf(make('api', { dependsOn: [{ app: db.id }] }))).code).toBe('app.invalid');
    await expect(make('api')).resolves.toMatchObject({ dependsOn: [] });
  });

  test('be depended on by an app that is being changed', async () => {
    const [db, api] = [await make('db'), await make('api')];
    beforeNext('findOneAndUpdate', () => markDeleting(ctx, db.id));
    const change = updateApp(ctx, api.id, changes({ name: 'new-name', dependsOn: [{ app: db.id }] }));
    expect((await refusalOf(change)).code).toBe('app.invalid');
    expect(toApp(ctx, await getApp(ctx, api.id))).toEqual(api);
  });

  test('get an app that depends on it while it is marked', async () => {
    const db = await make('db');
    beforeNext('updateOne', () => make('api', { dependsOn: [{ app: db.id }] }));
    expect((await refusalOf(markDeleting(ctx, db.id))).code).toBe('app.needed');
    expect((await getApp(ctx, db.id)).deletingAt).toBeNull();
  });
});

test('deleting twice keeps the first moment, and removing twice is harmless', async () => {
  const app = await make('api');
  tests.setNow(new Date('2027-03-01T12:00:00Z'));
  const { deletingAt } = await markDeleting(ctx, app.id);
  tests.setNow(new Date('2027-03-01T13:00:00Z'));
  expect((await markDeleting(ctx, app.id)).deletingAt).toEqual(deletingAt);
  await removeAppRow(ctx, app.id);
  await removeAppRow(ctx, app.id);
  expect(await findApp(ctx, app.id)).toBeNull();
  await expect(make('API')).resolves.toMatchObject({ name: 'API' });
});

test('nothing may be deployed to an app that is being deleted', async () => {
  const app = await make('api');
  const before = await getApp(ctx, app.id);
  expect(() => requireDeployable(ctx, before)).not.toThrow();
  const row = await markDeleting(ctx, app.id);
  expect(() => requireDeployable(ctx, row)).toThrow('app.deleting');
});

test("another team's app can neither be deleted nor removed", async () => {
  const app = await make('api');
  const other = await tests.createTeam();
  expect(await refusalOf(markDeleting(other, app.id))).toEqual(await refusalOf(markDeleting(other, 'f'.repeat(24))));
  await removeAppRow(other, app.id);
  expect(toApp(ctx, await getApp(ctx, app.id))).toEqual(app);
});

test('the sweep sees every app that is being deleted, whose time has come, or that serves', async () => {
  tests.setNow(new Date('2027-03-01T12:00:00Z'));
  const [gone, temporary, torn] = [
    await make('gone'),
    await make('temp', { ttlHours: 1 }),
    await make('torn', { ttlHours: 1 }),
  ];
  const [lasting, serving] = [await make('lasting'), await make('serving')];
  await markDeleting(ctx, gone.id);
  await markStopped(ctx, torn.id);
  const release = 'a'.repeat(24);
  await claimApp(ctx, serving.id, release);
  await releaseApp(ctx, serving.id, release, { serving: { release, revision: 1 } });
  const ours = ({ team }: { team: string }) => team === ctx.team;
  const idsOf = (apps: { id: string; team: string }[]) => apps.filter(ours).map(({ id }) => id);
  const later = new Date('2027-03-01T13:00:00Z');
  expect(idsOf(await listDeletingApps(tests.system))).toEqual([gone.id]);
  expect(idsOf(await listExpiredApps(tests.system, tests.system.now()))).toEqual([]);
  expect(idsOf(await listExpiredApps(tests.system, later))).toEqual([temporary.id]);
  expect((await listServingApps(tests.system)).filter(ours)).toEqual([
    { team: ctx.team, id: serving.id, host: expect.any(String), serving: { release, revision: 1 } },
  ]);
  expect(lasting.status).toBe('never_deployed');
});

test('an app of which nothing serves has no health', async () => {
  const app = await make('api');
  await setHealth(ctx, app.id, 'degraded');
  expect((await getApp(ctx, app.id)).health).toBeNull();
});

/** Lets something happen at the worst moment: when the next such write is about to reach MongoDB. */
function beforeNext(write: 'insertOne' | 'updateOne' | 'findOneAndUpdate', act: () => Promise<unknown>): void {
  const { collection } = mongoose.model('App');
  const original: unknown = Reflect.get(collection, write);
  if (typeof original !== 'function') throw new Error(`There is no ${write}.`);
  const planted = async (...given: unknown[]) => {
    Reflect.deleteProperty(collection, write);
    await act();
    return Reflect.apply(original, collection, given);
  };
  Object.defineProperty(collection, write, { value: planted, configurable: true });
}
