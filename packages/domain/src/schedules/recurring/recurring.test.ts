import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { updateApp } from '../../apps';
import type { Ctx } from '../../context';
import {
  cancelSchedule,
  fireDue,
  getSchedule,
  pauseSchedule,
  previewSchedule,
  resumeSchedule,
  runScheduleNow,
  updateSchedule,
} from '..';
import {
  addApp,
  addRecurring,
  addSchedule,
  at,
  deploymentOf,
  deploymentsOf,
  historyOf,
  plannedOn,
  run,
} from '../schedules.fixture';

let test: TestSystem;
let ctx: Ctx;
let app: string;

jest.setTimeout(120_000);

beforeAll(async () => {
  test = await createTestSystem();
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
  app = await addApp(ctx);
});
afterAll(() => test.close());

/** Fires at each time, and runs what was started to its end. */
async function live(...times: string[]): Promise<void> {
  for (const time of times) {
    test.setNow(new Date(time));
    await fireDue(test.system);
    for (const { id, status } of await deploymentsOf(ctx)) if (status === 'queued') await run(ctx, id);
  }
}

/** The schedule's coming instant after each of its runs, from `now` on: what it does, not what the parser says. */
async function instants(cron: string, timezone: string, now: string, count: number): Promise<string[]> {
  test.setNow(new Date(now));
  const { id } = await addRecurring(ctx, app, cron, { timezone });
  const found: string[] = [];
  for (let left = count; left > 0; left -= 1) {
    const { nextRunAt } = await getSchedule(ctx, id);
    found.push(nextRunAt ?? '');
    await live(nextRunAt ?? '');
  }
  expect((await deploymentsOf(ctx)).map(({ dueAt }) => dueAt)).toEqual(found);
  return found;
}

it('every evening at 8 PM stays 8 PM when the clocks change', async () => {
  expect(await instants('0 20 * * *', 'Europe/Paris', '2027-03-26T20:00:00Z', 3)).toEqual([
    '2027-03-27T19:00:00.000Z',
    '2027-03-28T18:00:00.000Z',
    '2027-03-29T18:00:00.000Z',
  ]);
});

it.each([
  ['an hour', '30 2 * * *', 'America/New_York', '2027-03-13T12:00:00Z', '2027-03-14T07:00:00.000Z'],
  ['half an hour', '15 2 * * *', 'Australia/Lord_Howe', '2027-10-02T00:00:00Z', '2027-10-02T15:30:00.000Z'],
  ['midnight', '0 0 * * *', 'Africa/Cairo', '2027-04-29T10:00:00Z', '2027-04-29T22:00:00.000Z'],
])('a time in a gap of %s runs once, at the next minute that exists', async (_what, cron, zone, now, instant) => {
  const [first, second] = await instants(cron, zone, now, 2);
  expect(first).toBe(instant);
  expect(Date.parse(second ?? '') - Date.parse(instant)).toBeGreaterThan(22 * 3_600_000);
});

it('a time that comes twice because clocks go back runs once', async () => {
  expect(await instants('30 1 * * *', 'America/New_York', '2027-11-06T12:00:00Z', 2)).toEqual([
    '2027-11-07T05:30:00.000Z',
    '2027-11-08T06:30:00.000Z',
  ]);
});

it('a recurring schedule is said back in words with its next five times', async () => {
  const schedule = await addRecurring(ctx, app, '0 20 * * 1-5');
  const preview = await previewSchedule(ctx, { ...schedule, at: undefined, cron: '0 20 * * 1-5', fold: undefined });
  expect(preview.cronWords).toBe(schedule.cronWords);
  expect(preview.cronWords).toMatch(/20:00|8/);
  expect(preview.next.map((time) => time.slice(0, 13))).toEqual([
    '2027-02-09T20',
    '2027-02-10T20',
    '2027-02-11T20',
    '2027-02-12T20',
    '2027-02-15T20',
  ]);
});

it('while the last run is active the next is skipped, recorded as skipped, and starts nothing', async () => {
  const { id } = await addRecurring(ctx, app, '0 * * * *');
  test.setNow(new Date('2027-02-09T13:00:00Z'));
  await fireDue(test.system);
  const { id: first } = await deploymentOf(ctx, 'api');
  test.setNow(new Date('2027-02-09T14:00:00Z'));
  await fireDue(test.system);
  await fireDue(test.system);
  expect(await historyOf(ctx, id)).toEqual(['15:00 due', '14:00 skipped', '13:00 started']);
  expect(await getSchedule(ctx, id)).toMatchObject({ runs: 1, deployment: first });
  await run(ctx, first);
  await live('2027-02-09T15:00:00Z');
  expect((await historyOf(ctx, id)).slice(1)).toEqual(['15:00 started', '14:00 skipped', '13:00 started']);
});

it('a paused schedule does not run; resumed, it runs from then on, and nothing of the pause is made up for', async () => {
  const { id } = await addRecurring(ctx, app, '0 * * * *');
  expect(await pauseSchedule(ctx, id)).toMatchObject({ status: 'paused', nextRunAt: null, plan: [] });
  expect(await pauseSchedule(ctx, id)).toMatchObject({ status: 'paused' });
  await live('2027-02-09T13:00:00Z', '2027-02-09T14:30:00Z');
  expect(await deploymentsOf(ctx)).toEqual([]);
  expect(await resumeSchedule(ctx, id)).toMatchObject({ status: 'scheduled', nextRunAt: '2027-02-09T15:00:00.000Z' });
  expect(await resumeSchedule(ctx, id)).toMatchObject({ status: 'scheduled' });
  await live('2027-02-09T15:00:00Z');
  expect(await historyOf(ctx, id)).toEqual(['16:00 due', '15:00 started']);
});

it('a paused schedule that is changed stays paused; one that becomes a one-off does not', async () => {
  const { id } = await addRecurring(ctx, app, '0 * * * *');
  await pauseSchedule(ctx, id);
  expect(await updateSchedule(ctx, id, { cron: '30 * * * *' })).toMatchObject({ status: 'paused', nextRunAt: null });
  expect(await plannedOn(ctx, '2027-02-09')).toEqual([]);
  expect(await updateSchedule(ctx, id, { at })).toMatchObject({ status: 'scheduled', cron: null });
  await live('2027-02-10T03:00:00Z');
  expect(await deploymentsOf(ctx)).toHaveLength(1);
});

it('of an app whose time is over one time is missed, and then the schedule is paused', async () => {
  const { id } = await addRecurring(ctx, app, '0 * * * *');
  await updateApp(ctx, app, { expiresAt: '2027-02-09T12:30:00.000Z' });
  await live('2027-02-09T13:00:00Z', '2027-02-09T14:00:00Z');
  expect(await historyOf(ctx, id)).toEqual(['13:00 missed']);
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'paused', reason: { code: 'app.expired' } });
  await updateApp(ctx, app, { expiresAt: null });
  expect(await resumeSchedule(ctx, id)).toMatchObject({ status: 'scheduled', reason: null });
});

it('a one-off is neither paused nor resumed nor run by hand', async () => {
  const { id } = await addSchedule(ctx, app);
  for (const act of [pauseSchedule, resumeSchedule, runScheduleNow])
    await expect(act(ctx, id)).rejects.toMatchObject({ code: 'schedule.invalid' });
});

it('run by hand it runs at once, with its chain, and its times stay', async () => {
  const db = await addApp(ctx, 'db');
  const gateway = await addApp(ctx, 'gateway', [{ app: db }]);
  const { id, nextRunAt } = await addRecurring(ctx, gateway, '0 * * * *');
  await runScheduleNow(ctx, id);
  await fireDue(test.system);
  const started = (await deploymentsOf(ctx)).map(({ appName, status }) => `${appName} ${status}`);
  expect(started.sort()).toEqual(['db queued', 'gateway blocked']);
  expect(await getSchedule(ctx, id)).toMatchObject({ nextRunAt, status: 'scheduled', runs: 0 });
  await cancelSchedule(ctx, id);
  await expect(runScheduleNow(ctx, id)).rejects.toMatchObject({ code: 'schedule.ended' });
});

it.each([
  ['maxRuns', { maxRuns: 2 }],
  ['endsAt', { endsAt: '2027-02-09T14:00:00Z' }],
])('%s ends a recurring schedule: it completes, and does not come again', async (_what, ends) => {
  const { id } = await addRecurring(ctx, app, '0 * * * *', ends);
  await live('2027-02-09T13:00:00Z');
  expect((await getSchedule(ctx, id)).status).toBe('scheduled');
  await live('2027-02-09T14:00:00Z', '2027-02-09T15:00:00Z');
  expect(await historyOf(ctx, id)).toEqual(['14:00 started', '13:00 started']);
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'completed', nextRunAt: null, runs: 2 });
});

it('a clock that is put back does not run a time again', async () => {
  const { id } = await addRecurring(ctx, app, '0 * * * *');
  await live('2027-02-09T13:00:00Z', '2027-02-09T14:00:00Z');
  test.setNow(new Date('2027-02-09T12:30:00Z'));
  await fireDue(test.system);
  await pauseSchedule(ctx, id);
  await resumeSchedule(ctx, id);
  expect(await getSchedule(ctx, id)).toMatchObject({ nextRunAt: '2027-02-09T15:00:00.000Z' });
  await live('2027-02-09T13:00:00Z', '2027-02-09T14:00:00Z', '2027-02-09T15:00:00Z');
  expect(await historyOf(ctx, id)).toEqual(['16:00 due', '15:00 started', '14:00 started', '13:00 started']);
});
