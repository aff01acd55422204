import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { cancelSchedule, createSchedule, fireDue, getSchedule, updateSchedule } from '..';
import {
  addApp,
  addRecurring,
  addSchedule,
  at,
  deploymentsOf,
  plannedOn,
  queuedJobs,
  statusesOf,
} from '../schedules.fixture';

let test: TestSystem;
let ctx: Ctx;
let app: string;

jest.setTimeout(120_000);

beforeAll(async () => {
  test = await createTestSystem({ teamConcurrency: 100 });
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
  app = await addApp(ctx);
});
afterAll(() => test.close());

const due = new Date('2027-02-10T03:00:00Z');
const later = { ...at, hour: 5 };
const jobsOf = async (instant: string) => (await queuedJobs(test)).filter(({ dueAt }) => dueAt === instant).length;

it('a schedule that is moved runs at its new time and not at the old one', async () => {
  const { id } = await addSchedule(ctx, app);
  const moved = await updateSchedule(ctx, id, { at: later });
  expect(moved).toMatchObject({ at: later, runAt: '2027-02-10T05:00:00.000Z', status: 'scheduled' });
  test.setNow(new Date('2027-02-10T04:59:59.999Z'));
  await fireDue(test.system);
  expect(await deploymentsOf(ctx)).toEqual([]);
  test.setNow(new Date('2027-02-10T05:00:00Z'));
  await fireDue(test.system);
  expect(await deploymentsOf(ctx)).toMatchObject([{ schedule: id, dueAt: moved.runAt }]);
});

it('moving and canceling take the entry out of Redis before they answer', async () => {
  const instant = '2027-02-11T03:17:00.000Z';
  const there = { at: { ...at, day: 11, minute: 17 } };
  const db = await addApp(ctx, 'db');
  const gateway = await addApp(ctx, 'gateway', [{ app: db, leadMinutes: 1 }]);
  const { id } = await addSchedule(ctx, gateway, there);
  expect(await jobsOf(instant)).toBe(1);
  expect(await jobsOf('2027-02-11T03:16:00.000Z')).toBe(1);
  await updateSchedule(ctx, id, { at: { ...there.at, hour: 4 } });
  expect([await jobsOf(instant), await jobsOf('2027-02-11T03:16:00.000Z')]).toEqual([0, 0]);
  expect([await jobsOf('2027-02-11T04:17:00.000Z'), await jobsOf('2027-02-11T04:16:00.000Z')]).toEqual([1, 1]);
  await cancelSchedule(ctx, id);
  expect([await jobsOf('2027-02-11T04:17:00.000Z'), await jobsOf('2027-02-11T04:16:00.000Z')]).toEqual([0, 0]);
  expect(await plannedOn(ctx)).toEqual([]);
});

it('a change that is refused changes nothing: it still runs at its time', async () => {
  const { id } = await addSchedule(ctx, app);
  const before = await getSchedule(ctx, id);
  const refused = updateSchedule(ctx, id, { at: { ...at, day: 8 } });
  await expect(refused).rejects.toMatchObject({ code: 'schedule.in_the_past' });
  expect(await getSchedule(ctx, id)).toEqual(before);
  test.setNow(due);
  await fireDue(test.system);
  expect(await statusesOf(ctx)).toEqual(['api queued']);
});

it('a second cancel is harmless, one after the other and both at once', async () => {
  const one = await addSchedule(ctx, app);
  await cancelSchedule(ctx, one.id);
  expect(await cancelSchedule(ctx, one.id)).toMatchObject({ status: 'canceled' });
  const other = await addSchedule(ctx, app);
  const both = await Promise.all([cancelSchedule(ctx, other.id), cancelSchedule(ctx, other.id)]);
  expect(both.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
  await expect(updateSchedule(ctx, other.id, { at: later })).rejects.toMatchObject({ code: 'schedule.ended' });
});

/** How many times each race is run; both ends of it are seen among so many. */
const rounds = 25;

async function race(act: (id: string) => Promise<unknown>) {
  const apps = await Promise.all(Array.from({ length: rounds }, (_, index) => addApp(ctx, `race-${index}`)));
  const ids = await Promise.all(apps.map(async (one) => (await addSchedule(ctx, one)).id));
  test.setNow(due);
  const [answers] = await Promise.all([
    Promise.all(ids.map((id) => act(id).catch((error: unknown) => error))),
    fireDue(test.system),
    fireDue(test.system),
  ]);
  await fireDue(test.system);
  return ids.map((id, index) => ({ id, answer: answers[index] }));
}

it('of canceling and starting at one instant exactly one happens, and it is the one that was answered', async () => {
  for (const { id, answer } of await race((schedule) => cancelSchedule(ctx, schedule))) {
    const made = (await deploymentsOf(ctx)).filter(({ schedule }) => schedule === id);
    const now = await getSchedule(ctx, id);
    if (answer instanceof Error) {
      expect(answer).toMatchObject({ code: 'schedule.started', details: { deployment: made[0]?.id } });
      expect([made.length, now.status]).toEqual([1, 'running']);
    } else {
      expect([made.length, now.status]).toEqual([0, 'canceled']);
    }
  }
});

it('of moving and starting at one instant exactly one happens, and it is the one that was answered', async () => {
  for (const { id, answer } of await race((schedule) => updateSchedule(ctx, schedule, { at: later }))) {
    const made = (await deploymentsOf(ctx)).filter(({ schedule }) => schedule === id);
    const now = await getSchedule(ctx, id);
    if (answer instanceof Error) {
      expect(answer).toMatchObject({ code: 'schedule.started', details: { deployment: made[0]?.id } });
      expect([made.length, now.status]).toEqual([1, 'running']);
    } else {
      expect([made.length, now.status, now.runAt]).toEqual([0, 'scheduled', '2027-02-10T05:00:00.000Z']);
    }
  }
  test.setNow(new Date('2027-02-10T05:00:00Z'));
  await fireDue(test.system);
  const made = await deploymentsOf(ctx);
  expect([made.length, new Set(made.map(({ schedule }) => schedule)).size]).toEqual([rounds, rounds]);
});

it('of two moves at once one wins, and the schedule runs once, at the time of the last answer', async () => {
  const { id } = await addSchedule(ctx, app);
  const moves = [4, 5, 6].map((hour) => updateSchedule(ctx, id, { at: { ...at, hour } }));
  const settled = await Promise.allSettled(moves);
  for (const { reason } of settled.filter((one) => one.status === 'rejected'))
    expect(reason).toMatchObject({ code: 'schedule.changed' });
  const { runAt } = await getSchedule(ctx, id);
  expect(await plannedOn(ctx)).toEqual([`api ${runAt?.slice(11, 16)} due`]);
  test.setNow(new Date('2027-02-10T06:00:00Z'));
  await fireDue(test.system);
  expect(
    (await deploymentsOf(ctx)).length + (await plannedOn(ctx)).filter((one) => one.endsWith('missed')).length,
  ).toBe(1);
});

it('while one of its runs starts, a recurring schedule can be canceled: that run goes on, no further one comes', async () => {
  const { id } = await addRecurring(ctx, app, '0 * * * *');
  test.setNow(new Date('2027-02-09T13:00:00Z'));
  const [, canceled] = await Promise.all([fireDue(test.system), cancelSchedule(ctx, id)]);
  expect(canceled).toMatchObject({ status: 'canceled', nextRunAt: null });
  const made = (await deploymentsOf(ctx)).length;
  test.setNow(new Date('2027-02-09T14:00:00Z'));
  await fireDue(test.system);
  expect((await deploymentsOf(ctx)).length).toBe(made);
  expect((await getSchedule(ctx, id)).runs).toBe(made);
});

it('a schedule of another team does not exist', async () => {
  const { id } = await addSchedule(ctx, app);
  const other = await test.createTeam();
  for (const act of [cancelSchedule(other, id), updateSchedule(other, id, {}), getSchedule(other, id)])
    await expect(act).rejects.toMatchObject({ code: 'schedule.not_found' });
  await expect(createSchedule(other, { ...(await bodyOf(id)), app })).rejects.toMatchObject({ code: 'app.not_found' });
});

async function bodyOf(id: string) {
  const { deploy, notAfterMinutes, skipIfCurrent, maxRuns, endsAt } = await getSchedule(ctx, id);
  return { at: later, timezone: 'UTC', deploy, notAfterMinutes, skipIfCurrent, maxRuns, endsAt };
}
