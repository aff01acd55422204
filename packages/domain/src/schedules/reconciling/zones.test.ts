import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { Types } from 'mongoose';
import type { Ctx } from '../../context';
import { listNotifications } from '../../notifications';
import { fireDue, getSchedule, resolveZonesAgain } from '..';
import { RunModel } from '../runs/run.model';
import { ScheduleModel } from '../schedule.model';
import {
  addApp,
  addRecurring,
  addSchedule,
  at,
  deploymentsOf,
  historyOf,
  plannedOn,
  queuedJobs,
  toldKinds,
} from '../schedules.fixture';

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

const newYork = { timezone: 'America/New_York' };

/** As a release with other rules of the zone left it: an hour off. */
async function resolvedByOlderData(id: string, minutes: number): Promise<void> {
  const row = await ScheduleModel.findOne({ _id: id, team: ctx.team }).lean();
  const instant = new Date((row?.nextRunAt?.getTime() ?? 0) + minutes * 60_000);
  const times = { nextRunAt: instant, orderAt: instant, ...(row?.at && { runAt: instant }) };
  await ScheduleModel.updateOne({ _id: id, team: ctx.team }, { $set: { ...times, zoneData: '2020a' } });
  await RunModel.updateOne({ _id: row?.next ?? new Types.ObjectId(), team: ctx.team }, { $set: { dueAt: instant } });
}

it('with new zone data the wall clock stays, the instant moves, and the team is told once', async () => {
  const db = await addApp(ctx, 'db');
  const schedule = await addSchedule(ctx, await addApp(ctx, 'api', [{ app: db }]), newYork);
  await resolvedByOlderData(schedule.id, 60);
  await Promise.all([resolveZonesAgain(test.system), resolveZonesAgain(test.system)]);
  await resolveZonesAgain(test.system);
  const moved = await getSchedule(ctx, schedule.id);
  expect(moved).toMatchObject({ at, runAt: schedule.runAt, nextRunAt: schedule.runAt, zoneData: schedule.zoneData });
  expect(await plannedOn(ctx)).toEqual(['db 07:45 due', 'api 08:00 due']);
  expect((await queuedJobs(test)).map(({ dueAt }) => dueAt)).toContain(schedule.runAt);
  const { notifications } = await listNotifications(ctx, { limit: 10 });
  expect(notifications).toMatchObject([{ kind: 'schedule_moved', link: `/schedules/${schedule.id}` }]);
  expect(notifications[0]?.text).toContain('stays 2027-02-10 03:00; the instant is now 2027-02-10 08:00 UTC');
});

it('data that resolve it alike are noted, and nobody is told', async () => {
  const schedule = await addSchedule(ctx, await addApp(ctx), newYork);
  await resolvedByOlderData(schedule.id, 0);
  await resolveZonesAgain(test.system);
  expect((await getSchedule(ctx, schedule.id)).zoneData).toBe(schedule.zoneData);
  expect(await toldKinds(ctx)).toEqual([]);
});

it('a recurring schedule follows the new data as well', async () => {
  const schedule = await addRecurring(ctx, await addApp(ctx), '0 20 * * *', newYork);
  await resolvedByOlderData(schedule.id, -60);
  await resolveZonesAgain(test.system);
  expect((await getSchedule(ctx, schedule.id)).nextRunAt).toBe(schedule.nextRunAt);
  expect(await toldKinds(ctx)).toEqual(['schedule_moved']);
});

it('times that fell due while the release was installed are run or missed, not forgotten', async () => {
  const schedule = await addRecurring(ctx, await addApp(ctx), '0 * * * *', newYork);
  await resolvedByOlderData(schedule.id, 0);
  test.setNow(new Date('2027-02-09T14:05:00Z'));
  await resolveZonesAgain(test.system);
  await fireDue(test.system);
  expect(await historyOf(ctx, schedule.id)).toEqual(['15:00 due', '14:00 started', '13:00 missed']);
  await resolveZonesAgain(test.system);
  expect((await getSchedule(ctx, schedule.id)).zoneData).toBe(schedule.zoneData);
});

it('what has started is not moved', async () => {
  const schedule = await addSchedule(ctx, await addApp(ctx), newYork);
  test.setNow(new Date(schedule.runAt ?? ''));
  await fireDue(test.system);
  await ScheduleModel.updateOne({ _id: schedule.id, team: ctx.team }, { $set: { zoneData: '2020a' } });
  await resolveZonesAgain(test.system);
  expect([(await deploymentsOf(ctx)).length, await plannedOn(ctx)]).toEqual([1, ['api 08:00 started']]);
});
