import { UnhealthyError } from '@oatfin/providers/targets';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { cancelDeployment, sweepBlocked } from '../../deployments';
import { cancelSchedule, fireDue, getSchedule, reconcileSchedules, settleRun, updateSchedule } from '..';
import { cutOffAfter } from '../cut-off.fixture';
import { getRow } from '../schedule.service';
import { addApp, addSchedule, at, deploymentOf, deploymentsOf, plannedOn, run, statusesOf } from '../schedules.fixture';
import { planComingRun } from './plan-runs';

let test: TestSystem;
let ctx: Ctx;

jest.setTimeout(120_000);

beforeAll(async () => {
  test = await createTestSystem({ teamConcurrency: 10 });
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => test.close());

/** `02:45` of 2027-02-10, or the very moment that is given. */
const fireAt = async (time: string) => {
  test.setNow(new Date(time.length === 5 ? `2027-02-10T${time}:00Z` : time));
  await fireDue(test.system);
};

/** A chain in which api needs db, 15 minutes ahead. */
async function addPair() {
  const db = await addApp(ctx, 'db');
  const api = await addApp(ctx, 'api', [{ app: db }]);
  return { db, api, schedule: (await addSchedule(ctx, api)).id };
}

it('the app starts at its time when its dependency has succeeded before', async () => {
  await addPair();
  await fireAt('02:45');
  expect(await statusesOf(ctx)).toEqual(['db queued']);
  await run(ctx, (await deploymentOf(ctx, 'db')).id);
  await fireAt('03:00');
  expect(await statusesOf(ctx)).toEqual(['db succeeded', 'api queued']);
});

it('while its dependency is late the app waits, holding no place, and starts as soon as it has succeeded', async () => {
  await addPair();
  await fireAt('02:45');
  await fireAt('03:00');
  expect(await deploymentOf(ctx, 'api')).toMatchObject({ status: 'blocked', reason: { message: 'Waits for db.' } });
  test.setNow(new Date('2027-02-10T03:14:00Z'));
  await run(ctx, (await deploymentOf(ctx, 'db')).id);
  expect(await statusesOf(ctx)).toEqual(['db succeeded', 'api queued']);
});

it('a dependency that is later than the grace fails the app, naming it', async () => {
  await addPair();
  await fireAt('02:45');
  await fireAt('03:00');
  test.setNow(new Date('2027-02-10T03:15:01Z'));
  await sweepBlocked(test.system);
  expect(await deploymentOf(ctx, 'api')).toMatchObject({ status: 'failed', reason: { code: 'dependency_late' } });
});

it.each([
  ['failed before its time', async (id: string) => void (await failing(id)), '02:50'],
  ['failed while the app waited', async (id: string) => void (await failing(id)), '03:01'],
  ['was canceled', async (id: string) => void (await cancelDeployment(ctx, id)), '02:50'],
])('a dependency that %s fails the app naming it, and production is not touched', async (_what, end, when) => {
  const { api, schedule } = await addPair();
  await fireAt('02:45');
  if (when > '03:00') await fireAt('03:00');
  test.setNow(new Date(`2027-02-10T${when}:00Z`));
  await end((await deploymentOf(ctx, 'db')).id);
  await fireAt(when > '03:00' ? when : '03:00');
  const { id, status, reason, startedAt } = await deploymentOf(ctx, 'api');
  expect([status, reason?.code, startedAt]).toEqual(['failed', 'dependency_failed', null]);
  expect(reason?.message).toMatch(/^db /);
  expect(test.target.running(api)).toEqual([]);
  await settleRun(ctx, id);
  expect(await getSchedule(ctx, schedule)).toMatchObject({ status: 'failed', reason: { code: 'dependency_failed' } });
});

async function failing(id: string) {
  test.target.failNext(
    'checkHealth',
    new UnhealthyError('no database', { container: 'web', exitCode: 3, healthCheck: 'GET /', logTail: [] }),
  );
  expect((await run(ctx, id)).status).toMatch(/failed|rolled_back/);
}

it('a dependency that was missed fails the app, also when that is found at the same moment', async () => {
  await addPair();
  await fireAt('2027-02-10T03:15:01Z');
  expect(await plannedOn(ctx)).toEqual(['db 02:45 missed', 'api 03:00 missed']);
  expect(await deploymentsOf(ctx)).toEqual([]);
});

it('three levels and a diamond are planned each once, and start in order', async () => {
  const disk = await addApp(ctx, 'disk');
  const db = await addApp(ctx, 'db', [{ app: disk, leadMinutes: 5 }]);
  const left = await addApp(ctx, 'left', [{ app: db, leadMinutes: 10 }]);
  const right = await addApp(ctx, 'right', [{ app: db, leadMinutes: 20 }]);
  const top = await addApp(ctx, 'top', [{ app: left }, { app: right }]);
  await addSchedule(ctx, top);
  expect(await plannedOn(ctx)).toEqual([
    ...['disk 02:20 due', 'db 02:25 due', 'left 02:45 due', 'right 02:45 due', 'top 03:00 due'],
  ]);
  await fireAt('03:00');
  for (const name of ['disk', 'db', 'left', 'right', 'top']) {
    const { id, status } = await deploymentOf(ctx, name);
    expect([name, status]).toEqual([name, 'queued']);
    const later = (await statusesOf(ctx)).filter((one) => one.endsWith('queued'));
    expect(later).toHaveLength(name === 'left' ? 2 : 1);
    await run(ctx, id);
  }
  expect(await statusesOf(ctx)).toHaveLength(5);
});

it('a lead that is already past starts its app at once, and what needs it waits for it', async () => {
  const db = await addApp(ctx, 'db');
  const api = await addApp(ctx, 'api', [{ app: db, leadMinutes: 1_440 }]);
  await addSchedule(ctx, api);
  await fireDue(test.system);
  expect(await statusesOf(ctx)).toEqual(['db queued']);
  await fireAt('03:00');
  expect(await deploymentOf(ctx, 'api')).toMatchObject({ status: 'blocked' });
  await run(ctx, (await deploymentOf(ctx, 'db')).id);
  expect(await deploymentOf(ctx, 'api')).toMatchObject({ status: 'queued' });
});

it('canceling takes its own pending dependencies along; one that has started goes on', async () => {
  const { schedule } = await addPair();
  await fireAt('02:45');
  await cancelSchedule(ctx, schedule);
  await fireAt('03:00');
  expect(await statusesOf(ctx)).toEqual(['db queued']);
});

it('what two schedules share stays for the other, which waits for nothing that is gone', async () => {
  const disk = await addApp(ctx, 'disk');
  const db = await addApp(ctx, 'db', [{ app: disk, leadMinutes: 5 }]);
  const early = await addApp(ctx, 'early', [{ app: db }, { app: disk, leadMinutes: 60 }]);
  const plain = await addApp(ctx, 'plain', [{ app: db }]);
  const one = await addSchedule(ctx, early);
  await addSchedule(ctx, plain);
  expect(await plannedOn(ctx)).toContain('disk 02:00 due');
  await cancelSchedule(ctx, one.id);
  expect(await plannedOn(ctx)).toEqual(['disk 02:40 due', 'db 02:45 due', 'plain 03:00 due']);
  await fireAt('03:00');
  for (const name of ['disk', 'db', 'plain']) {
    const { id } = await deploymentOf(ctx, name);
    expect([name, (await run(ctx, id)).status]).toEqual([name, 'succeeded']);
  }
});

it('of two schedules that share a dependency one is moved: the dependency runs for each at its own time', async () => {
  const db = await addApp(ctx, 'db');
  const one = await addSchedule(ctx, await addApp(ctx, 'one', [{ app: db }]));
  await addSchedule(ctx, await addApp(ctx, 'two', [{ app: db }]));
  await updateSchedule(ctx, one.id, { at: { ...at, hour: 4 } });
  expect(await plannedOn(ctx)).toEqual(['db 02:45 due', 'two 03:00 due', 'db 03:45 due', 'one 04:00 due']);
});

it('two processes that write one plan at once write it once, also what starts at once', async () => {
  const db = await addApp(ctx, 'db');
  const api = await addApp(ctx, 'api', [{ app: db, leadMinutes: 1_440 }]);
  const cut = cutOffAfter(1);
  await addSchedule(ctx, api).catch(() => {});
  cut.heal();
  const clock = Date.parse('2027-02-09T12:00:30Z');
  const planners = [0, 1, 2, 3].map((ms) => ({ ...test.system, now: () => new Date(clock + ms) }));
  await Promise.all(planners.map((system) => reconcileSchedules(system)));
  test.setNow(new Date(clock + 1_000));
  await fireDue(test.system);
  expect(await statusesOf(ctx)).toEqual(['db queued']);
  expect((await plannedOn(ctx, '2027-02-09')).map((one) => one.split(' ')[0])).toEqual(['db', 'api']);
});

it('a plan that is written while its schedule is canceled leaves nothing behind', async () => {
  const { schedule } = await addPair();
  const stale = await getRow(ctx, schedule);
  await cancelSchedule(ctx, schedule);
  await planComingRun(ctx, stale);
  expect(await plannedOn(ctx)).toEqual([]);
  await fireAt('03:00');
  expect(await deploymentsOf(ctx)).toEqual([]);
});
