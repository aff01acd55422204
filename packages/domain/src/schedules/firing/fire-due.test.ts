import { CreateScheduleBody } from '@oatfin/contracts';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { listDeployments } from '../../deployments';
import {
  cancelSchedule,
  createSchedule,
  fireDue,
  getSchedule,
  listPlannedRuns,
  listScheduleRuns,
  updateSchedule,
} from '..';
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

const at = { year: 2027, month: 2, day: 10, hour: 3, minute: 0 };
const input = (app: string, given: object = {}) =>
  CreateScheduleBody.parse({ app, at, timezone: 'America/New_York', ...given });
const deploymentsOf = async () =>
  (await listDeployments(ctx, { limit: 50, sort: 'createdAt' })).deployments.map(({ appName, trigger, status }) => ({
    ...{ appName, trigger, status },
  }));

it('a one-off becomes one deployment at its minute and leaves the coming list when it has started', async () => {
  const app = { id: await addApp(ctx) };
  const schedule = await createSchedule(ctx, input(app.id));
  expect(schedule).toMatchObject({ at, runAt: '2027-02-10T08:00:00.000Z', status: 'scheduled' });
  expect(schedule.plan).toMatchObject([{ app: app.id, runAt: schedule.runAt }]);
  test.setNow(new Date('2027-02-10T07:59:59.999Z'));
  await fireDue(test.system);
  expect(await deploymentsOf()).toEqual([]);
  test.setNow(new Date('2027-02-10T08:00:00.000Z'));
  await Promise.all([fireDue(test.system), fireDue(test.system)]);
  expect(await deploymentsOf()).toEqual([{ appName: 'api', trigger: 'schedule', status: 'queued' }]);
  expect(await getSchedule(ctx, schedule.id)).toMatchObject({ status: 'running', nextRunAt: null });
  await expect(cancelSchedule(ctx, schedule.id)).rejects.toMatchObject({ code: 'schedule.started' });
});

it('a canceled schedule does not run, also when its job is still in Redis', async () => {
  const app = { id: await addApp(ctx) };
  const schedule = await createSchedule(ctx, input(app.id));
  expect(await cancelSchedule(ctx, schedule.id)).toMatchObject({ status: 'canceled', plan: [] });
  test.setNow(new Date('2027-02-10T08:00:30.000Z'));
  await fireDue(test.system);
  expect(await deploymentsOf()).toEqual([]);
});

it('a chain is planned, each once, and started in order', async () => {
  const db = { id: await addApp(ctx, 'db') };
  const cache = { id: await addApp(ctx, 'cache', [{ app: db.id, leadMinutes: 15 }]) };
  const api = {
    id: await addApp(ctx, 'api', [
      { app: cache.id, leadMinutes: 15 },
      { app: db.id, leadMinutes: 5 },
    ]),
  };
  const schedule = await createSchedule(ctx, input(api.id));
  expect(schedule.plan.map(({ appName, runAt }) => `${appName} ${runAt}`)).toEqual([
    'db 2027-02-10T07:30:00.000Z',
    'cache 2027-02-10T07:45:00.000Z',
    'api 2027-02-10T08:00:00.000Z',
  ]);
  const moved = await updateSchedule(ctx, schedule.id, { at: { ...at, hour: 4 } });
  expect(moved.plan.map(({ runAt }) => runAt.slice(11, 16))).toEqual(['08:30', '08:45', '09:00']);
  const range = { from: '2027-02-10T00:00:00.000Z', to: '2027-02-11T00:00:00.000Z' };
  expect((await listPlannedRuns(ctx, range)).runs).toHaveLength(3);
  test.setNow(new Date('2027-02-10T09:00:00.000Z'));
  await fireDue(test.system);
  expect(new Set(await deploymentsOf())).toEqual(
    new Set([
      { appName: 'db', trigger: 'dependency', status: 'queued' },
      { appName: 'cache', trigger: 'dependency', status: 'blocked' },
      { appName: 'api', trigger: 'schedule', status: 'blocked' },
    ]),
  );
});

it('a recurring schedule plans its next run when one starts, and records the missed ones of an outage', async () => {
  const app = { id: await addApp(ctx) };
  const recurring = { at: undefined, cron: '0 * * * *', timezone: 'Europe/Paris' };
  const schedule = await createSchedule(ctx, input(app.id, recurring));
  expect(schedule.nextRunAt).toBe('2027-02-09T13:00:00.000Z');
  test.setNow(new Date('2027-02-09T13:00:00.000Z'));
  await fireDue(test.system);
  expect(await getSchedule(ctx, schedule.id)).toMatchObject({ nextRunAt: '2027-02-09T14:00:00.000Z', runs: 1 });
  test.setNow(new Date('2027-02-09T18:30:00.000Z'));
  await fireDue(test.system);
  const { runs } = await listScheduleRuns(ctx, schedule.id, { limit: 50 });
  expect(runs.map(({ runAt, status }) => `${runAt.slice(11, 13)} ${status}`)).toEqual([
    '19 due',
    '18 missed',
    '17 missed',
    '16 missed',
    '15 missed',
    '14 missed',
    '13 started',
  ]);
});
