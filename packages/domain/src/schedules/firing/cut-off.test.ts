import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import mongoose, { Types } from 'mongoose';
import type { Ctx } from '../../context';
import { fireDue, getSchedule, reconcileSchedules } from '..';
import { type CutOff, cutOffAfter } from '../cut-off.fixture';
import {
  addApp,
  addRecurring,
  addSchedule,
  deploymentsOf,
  historyOf,
  plannedOn,
  run,
  toldKinds,
} from '../schedules.fixture';
import { claimDue } from './claim-due';
import { beginRuns, concludeRuns } from './start-runs';

let test: TestSystem;
let ctx: Ctx;

jest.setTimeout(120_000);

beforeAll(async () => {
  test = await createTestSystem();
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => test.close());

const due = new Date('2027-02-10T03:00:00Z');
const seconds = (count: number) => new Date(due.getTime() + count * 1_000);

/** A worker that is killed after `count` writes, and then another one. True when the first did not get to its end. */
async function dieAfter(count: number, now: Date): Promise<boolean> {
  test.setNow(now);
  const cut: CutOff = cutOffAfter(count);
  await fireDue(test.system).catch(() => {});
  const isDead = cut.wasReached();
  cut.heal();
  test.setNow(new Date(now.getTime() + 9_000));
  await Promise.all([fireDue(test.system), fireDue(test.system)]);
  await reconcileSchedules(test.system);
  return isDead;
}

/** Does the same with a worker that is killed before its first write, before its second, and so on to its end. */
async function atEveryWrite(now: Date, check: () => Promise<void>, prepare: () => Promise<void>): Promise<void> {
  let deaths = 0;
  for (let isDead = true; isDead; deaths += 1) {
    test.setNow(new Date('2027-02-09T12:00:00Z'));
    ctx = await test.createTeam();
    await prepare();
    isDead = await dieAfter(deaths, now);
    await check();
    if (deaths > 60) throw new Error('it writes for ever');
  }
  expect(deaths).toBeGreaterThan(8);
}

it('a worker killed between any two of its writes leaves one deployment of a one-off, marked once', async () => {
  let id = '';
  const prepare = async () => {
    id = (await addSchedule(ctx, await addApp(ctx))).id;
  };
  await atEveryWrite(
    due,
    async () => {
      const made = await deploymentsOf(ctx);
      expect(made).toMatchObject([{ trigger: 'schedule', schedule: id, dueAt: due.toISOString() }]);
      expect(await historyOf(ctx, id)).toEqual(['03:00 started']);
      expect(await getSchedule(ctx, id)).toMatchObject({ status: 'running', deployment: made[0]?.id, runs: 1 });
      expect(await run(ctx, made[0]?.id ?? '')).toMatchObject({ status: 'succeeded' });
    },
    prepare,
  );
});

it('a worker killed between any two of its writes leaves one deployment of a recurring one, and one next run', async () => {
  let id = '';
  const prepare = async () => {
    const db = await addApp(ctx, 'db');
    id = (await addRecurring(ctx, await addApp(ctx, 'api', [{ app: db }]), '0 3 * * *')).id;
  };
  await atEveryWrite(
    due,
    async () => {
      const names = (await deploymentsOf(ctx)).map(({ appName }) => appName).sort();
      expect(names).toEqual(['api', 'db']);
      expect(await plannedOn(ctx)).toEqual(['db 02:45 started', 'api 03:00 started', 'db 02:45 due', 'api 03:00 due']);
      expect(await getSchedule(ctx, id)).toMatchObject({
        status: 'scheduled',
        runs: 1,
        nextRunAt: '2027-02-11T03:00:00.000Z',
      });
    },
    prepare,
  );
});

it('a worker killed while it records an outage leaves every time missed once, and the team told once', async () => {
  let id = '';
  const prepare = async () => {
    id = (await addRecurring(ctx, await addApp(ctx), '0 3 * * *')).id;
  };
  await atEveryWrite(
    seconds(2 * 86_400 + 3_600),
    async () => {
      expect(await historyOf(ctx, id)).toEqual(['03:00 due', '03:00 missed', '03:00 missed', '03:00 missed']);
      expect(await toldKinds(ctx)).toEqual(['schedule_missed']);
      expect(await deploymentsOf(ctx)).toEqual([]);
    },
    prepare,
  );
});

it('what a dead worker claimed is taken over when it says nothing, and not before', async () => {
  const { id } = await addSchedule(ctx, await addApp(ctx));
  test.setNow(due);
  const cut = cutOffAfter(2);
  await fireDue(test.system).catch(() => {});
  cut.heal();
  test.setNow(seconds(7));
  await fireDue(test.system);
  expect([await historyOf(ctx, id), await deploymentsOf(ctx)]).toEqual([['03:00 due'], []]);
  test.setNow(seconds(8));
  await fireDue(test.system);
  expect([await historyOf(ctx, id), (await deploymentsOf(ctx)).length]).toEqual([['03:00 started'], 1]);
});

it('what a dead worker claimed is missed when nobody takes it over within the grace', async () => {
  const { id } = await addSchedule(ctx, await addApp(ctx));
  test.setNow(due);
  const cut = cutOffAfter(2);
  await fireDue(test.system).catch(() => {});
  cut.heal();
  test.setNow(seconds(901));
  await fireDue(test.system);
  expect([await historyOf(ctx, id), await deploymentsOf(ctx)]).toEqual([['03:00 missed'], []]);
});

it('a worker that slept does not start what was missed meanwhile', async () => {
  const { id } = await addSchedule(ctx, await addApp(ctx), { notAfterMinutes: 0 });
  test.setNow(due);
  const sleeper = (await claimDue(test.system)) ?? [];
  expect(sleeper).toHaveLength(1);
  test.setNow(seconds(10));
  await fireDue(test.system);
  expect(await historyOf(ctx, id)).toEqual(['03:00 missed']);
  await concludeRuns(test.system, await beginRuns(test.system, sleeper));
  expect([await historyOf(ctx, id), await deploymentsOf(ctx)]).toEqual([['03:00 missed'], []]);
});

it('one run that cannot be started holds up no other', async () => {
  const { id } = await addSchedule(ctx, await addApp(ctx));
  const other = await test.createTeam();
  const broken = await addSchedule(other, await addApp(other));
  const apps = mongoose.connection.collection('apps');
  await apps.updateOne({ _id: new Types.ObjectId(broken.app) }, { $set: { containers: null } });
  test.setNow(due);
  await fireDue(test.system);
  expect(await historyOf(ctx, id)).toEqual(['03:00 started']);
});
