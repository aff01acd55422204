import { CreateScheduleBody, UpdateAppBody } from '@oatfin/contracts';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { updateApp } from '../../apps';
import type { Ctx } from '../../context';
import { listNotifications } from '../../notifications';
import { cancelSchedule, createSchedule, getSchedule, listPlannedRuns, replanAfterChange, replanAll } from '..';
import { addApp } from '../schedules.fixture';

let test: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  test = await createTestSystem();
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
});
afterAll(() => test.close());

const at = { year: 2027, month: 2, day: 10, hour: 8, minute: 0 };
const schedule = (app: string, given: object = {}) =>
  createSchedule(ctx, CreateScheduleBody.parse({ app, at, timezone: 'UTC', ...given }));
const planned = async () =>
  (await listPlannedRuns(ctx, { from: '2027-02-10T00:00:00.000Z', to: '2027-02-11T00:00:00.000Z' })).runs.map(
    ({ appName, runAt }) => `${appName} ${runAt.slice(11, 16)}`,
  );
const create = async (name: string, dependsOn: { app: string; leadMinutes?: number }[] = []) => ({
  id: await addApp(ctx, name, dependsOn),
});
const changes = (given: object) => UpdateAppBody.parse(given);

it('a dependency that two schedules need at one moment is planned once, and stays while one of them does', async () => {
  const db = await create('db');
  const api = await create('api', [{ app: db.id }]);
  const web = await create('web', [{ app: db.id }]);
  const first = await schedule(api.id);
  const second = await schedule(web.id);
  expect(await planned()).toEqual(['db 07:45', 'api 08:00', 'web 08:00']);
  await cancelSchedule(ctx, first.id);
  expect(await planned()).toEqual(['db 07:45', 'web 08:00']);
  await cancelSchedule(ctx, second.id);
  expect(await planned()).toEqual([]);
});

it('a plan is made anew when the graph changes before it starts, and the team is told once', async () => {
  const db = await create('db');
  const cache = await create('cache');
  const api = await create('api', [{ app: db.id }]);
  const made = await schedule(api.id);
  await updateApp(ctx, api.id, changes({ dependsOn: [{ app: cache.id, leadMinutes: 30 }] }));
  await updateApp(ctx, cache.id, changes({ dependsOn: [{ app: db.id, leadMinutes: 10 }] }));
  await replanAll(test.system);
  await replanAfterChange(ctx, api.id);
  expect(await planned()).toEqual(['db 07:20', 'cache 07:30', 'api 08:00']);
  const { plan } = await getSchedule(ctx, made.id);
  expect(plan.map(({ appName, waitsFor }) => [appName, waitsFor])).toEqual([
    ['db', []],
    ['cache', [db.id]],
    ['api', [cache.id]],
  ]);
  const { notifications } = await listNotifications({ ...ctx }, { limit: 50 });
  expect(notifications.map(({ kind }) => kind)).toEqual(['plan_changed']);
});

it('a change that leaves the plan as it is tells nobody', async () => {
  const db = await create('db');
  const api = await create('api', [{ app: db.id }]);
  await schedule(api.id);
  await updateApp(ctx, api.id, changes({ name: 'gateway' }));
  await replanAll(test.system);
  expect(await planned()).toEqual(['db 07:45', 'gateway 08:00']);
  expect((await listNotifications(ctx, { limit: 50 })).notifications).toEqual([]);
});

it('what would have to start before now starts at once, and what needs it waits for it', async () => {
  const db = await create('db');
  const api = await create('api', [{ app: db.id, leadMinutes: 1_440 }]);
  const { plan } = await schedule(api.id);
  expect(plan).toMatchObject([
    { appName: 'db', runAt: '2027-02-09T12:00:00.000Z' },
    { appName: 'api', waitsFor: [db.id] },
  ]);
});
