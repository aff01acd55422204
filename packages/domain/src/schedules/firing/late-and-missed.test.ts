import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import mongoose, { Types } from 'mongoose';
import type { Ctx } from '../../context';
import { listNotifications } from '../../notifications';
import { deleteApp } from '../../teardowns';
import { cancelSchedule, fireDue, getSchedule, listScheduleRuns } from '..';
import {
  addApp,
  addRecurring,
  addSchedule,
  deploymentOf,
  deploymentsOf,
  historyOf,
  plannedOn,
  toldKinds,
} from '../schedules.fixture';

let test: TestSystem;
let ctx: Ctx;
let app: string;

beforeAll(async () => {
  test = await createTestSystem();
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
  app = await addApp(ctx);
});
afterAll(() => test.close());

const minutes = (count: number) => new Date(Date.parse('2027-02-10T03:00:00Z') + count * 60_000);
const fireAt = async (now: Date) => {
  test.setNow(now);
  await Promise.all([fireDue(test.system), fireDue(test.system)]);
  await fireDue(test.system);
};
const runsOf = async (id: string) => (await listScheduleRuns(ctx, id, { limit: 50 })).runs;

it('within its grace it runs late, and says by how much', async () => {
  const { id } = await addSchedule(ctx, app);
  await fireAt(minutes(15));
  expect(await deploymentOf(ctx, 'api')).toMatchObject({ status: 'queued', lateSeconds: 900 });
  expect(await runsOf(id)).toMatchObject([
    { status: 'started', lateSeconds: 900, startedAt: minutes(15).toISOString() },
  ]);
  expect(await toldKinds(ctx)).toEqual([]);
});

it('after its grace it is missed with its cause, the team is told once, and nothing runs', async () => {
  await fireAt(minutes(-5));
  const { id } = await addSchedule(ctx, app);
  const late = new Date(minutes(15).getTime() + 1);
  await fireAt(late);
  await fireAt(minutes(60));
  expect(await deploymentsOf(ctx)).toEqual([]);
  const [run] = await runsOf(id);
  expect(run).toMatchObject({ status: 'missed', deployment: null, reason: { code: 'schedule.missed' } });
  expect(run?.reason?.message).toBe(
    'Nothing could start it from 2027-02-10 02:55 UTC to 2027-02-10 03:15 UTC: no worker was up, or the database was away.',
  );
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'missed', deployment: null, reason: run?.reason });
  await expect(cancelSchedule(ctx, id)).rejects.toMatchObject({ code: 'schedule.ended' });
  const { notifications } = await listNotifications(ctx, { limit: 10 });
  expect(notifications).toMatchObject([{ kind: 'schedule_missed', link: `/schedules/${id}` }]);
  expect(notifications[0]?.title).toContain('2027-02-10 03:00');
});

it('the grace is the schedule’s own: none at all, or a week', async () => {
  const none = await addSchedule(ctx, app, { notAfterMinutes: 0 });
  const week = await addSchedule(ctx, await addApp(ctx, 'patient'), { notAfterMinutes: 10_080 });
  await fireAt(minutes(3_000));
  expect([await historyOf(ctx, none.id), await historyOf(ctx, week.id)]).toEqual([['03:00 missed'], ['03:00 started']]);
});

it('without grace it still runs when it is started in its very minute', async () => {
  const { id } = await addSchedule(ctx, app, { notAfterMinutes: 0 });
  await fireAt(minutes(0));
  expect(await historyOf(ctx, id)).toEqual(['03:00 started']);
});

it('of an outage every missed time of a recurring schedule is recorded, and the team is told once', async () => {
  const { id } = await addRecurring(ctx, app, '0 3 * * *');
  await fireAt(minutes(3 * 1_440 + 5));
  expect(await historyOf(ctx, id)).toEqual([
    '03:00 due',
    '03:00 started',
    '03:00 missed',
    '03:00 missed',
    '03:00 missed',
  ]);
  const { notifications } = await listNotifications(ctx, { limit: 10 });
  expect(notifications.map(({ kind, text }) => [kind, text.includes('2 further times')])).toEqual([
    ['schedule_missed', true],
  ]);
  expect((await runsOf(id))[1]).toMatchObject({ lateSeconds: 300 });
});

it('two missed times are told as the first and its next', async () => {
  await addRecurring(ctx, app, '0 3 * * *', { notAfterMinutes: 0 });
  await fireAt(minutes(1_440 + 5));
  const { notifications } = await listNotifications(ctx, { limit: 10 });
  expect(notifications.map(({ text }) => text.includes('Its next time was missed too.'))).toEqual([true]);
});

it('the schedule of an app that was deleted is canceled, with what only it needs', async () => {
  const db = await addApp(ctx, 'db');
  const gateway = await addApp(ctx, 'gateway', [{ app: db }]);
  const { id } = await addSchedule(ctx, gateway);
  await deleteApp(ctx, gateway);
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'canceled' });
  expect(await plannedOn(ctx)).toEqual([]);
  await fireAt(minutes(0));
  expect(await deploymentsOf(ctx)).toEqual([]);
});

it('the schedule of an app whose time is over is missed, and says so', async () => {
  const { id } = await addSchedule(ctx, app);
  const apps = mongoose.connection.collection('apps');
  await apps.updateOne({ _id: new Types.ObjectId(app) }, { $set: { expiresAt: minutes(-60) } });
  await fireAt(minutes(0));
  expect(await runsOf(id)).toMatchObject([{ status: 'missed', reason: { code: 'app.expired' } }]);
  expect(await toldKinds(ctx)).toEqual(['schedule_missed']);
});
