import { connectRedis } from '@oatfin/platform/queue';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { eventually } from '@oatfin/testkit/eventually';
import { startRedis } from '@oatfin/testkit/redis';
import type { Ctx } from '../../context';
import { cancelSchedule, fireDue, getSchedule, reconcileQueue, reconcileSchedules, updateSchedule } from '..';
import { cutOffAfter } from '../cut-off.fixture';
import { holdRun } from '../runs/hold-run';
import { startRunsJob } from '../schedule.jobs';
import { getRow } from '../schedule.service';
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

let redis: Awaited<ReturnType<typeof startRedis>>;
let test: TestSystem;
let ctx: Ctx;

jest.setTimeout(120_000);

beforeAll(async () => {
  redis = await startRedis();
  test = await createTestSystem({ redisUrl: redis.url });
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await test.close();
  await redis.stop();
});

const due = new Date('2027-02-10T03:00:00Z');

async function flush(): Promise<void> {
  const client = connectRedis(redis.url, { blocking: false, logger: test.system.logger });
  await client.flushall();
  client.disconnect();
}

it('an emptied Redis is filled again from MongoDB, with the same jobs at the same instants', async () => {
  const db = await addApp(ctx, 'db');
  await addSchedule(ctx, await addApp(ctx, 'api', [{ app: db }]));
  await addRecurring(ctx, await addApp(ctx, 'nightly'), '0 20 * * *');
  const before = await queuedJobs(test);
  expect(before.map(({ dueAt }) => dueAt)).toEqual([
    '2027-02-09T20:00:00.000Z',
    '2027-02-10T02:45:00.000Z',
    '2027-02-10T03:00:00.000Z',
  ]);
  await flush();
  expect(await queuedJobs(test)).toEqual([]);
  await Promise.all([reconcileQueue(test.system), reconcileQueue(test.system)]);
  expect(await queuedJobs(test)).toEqual(before);
});

it('jobs that no coming run explains are removed, those of coming runs stay', async () => {
  const kept = await addSchedule(ctx, await addApp(ctx));
  const before = await queuedJobs(test);
  const bogus = ['0123456789abcdef01234567', '0123456789abcdef01234568'].map((run) => ({
    payload: { team: ctx.team, run, version: 1, dueAt: due.toISOString() },
    runAt: due,
  }));
  await test.system.queues.enqueueMany(startRunsJob, bogus);
  expect((await queuedJobs(test)).length).toBe(before.length + 2);
  await reconcileQueue(test.system);
  expect(await queuedJobs(test)).toEqual(before);
  expect(await getSchedule(ctx, kept.id)).toMatchObject({ status: 'scheduled' });
});

it('a run that somebody held and died is free again after a while, and starts', async () => {
  const { id } = await addSchedule(ctx, await addApp(ctx));
  const { next } = await getRow(ctx, id);
  if (next) await holdRun(ctx, next);
  test.setNow(new Date('2027-02-09T12:00:19Z'));
  await reconcileSchedules(test.system);
  await expect(cancelSchedule(ctx, id)).rejects.toMatchObject({ code: 'schedule.changed' });
  test.setNow(new Date('2027-02-09T12:00:20Z'));
  await reconcileSchedules(test.system);
  test.setNow(due);
  await fireDue(test.system);
  expect(await statusesOf(ctx)).toEqual(['api queued']);
});

/** Kills whoever acts after each number of writes, lets the sweeps mend it, and says what became of it. */
async function atEveryWrite(
  act: (id: string) => Promise<unknown>,
  check: (id: string, isDead: boolean) => Promise<void>,
) {
  let isDead = true;
  for (let count = 0; isDead; count += 1) {
    test.setNow(new Date('2027-02-09T12:00:00Z'));
    ctx = await test.createTeam();
    const db = await addApp(ctx, 'db');
    const { id } = await addSchedule(ctx, await addApp(ctx, 'api', [{ app: db }]));
    const cut = cutOffAfter(count);
    await act(id).catch(() => {});
    isDead = cut.wasReached();
    cut.heal();
    test.setNow(new Date('2027-02-09T12:01:00Z'));
    await reconcileSchedules(test.system);
    await reconcileSchedules(test.system);
    await reconcileQueue(test.system);
    await check(id, isDead);
  }
}

it('whoever moves a schedule and is killed anywhere leaves it at the one time or the other, whole', async () => {
  const move = (id: string) => updateSchedule(ctx, id, { at: { ...at, hour: 4 } });
  const seen = new Set<string>();
  await atEveryWrite(move, async (id) => {
    const { runAt, plan } = await getSchedule(ctx, id);
    const hour = runAt?.slice(11, 13) === '03' ? '03' : '04';
    seen.add(hour);
    const before = hour === '03' ? '02' : '03';
    expect(plan.map((one) => one.runAt.slice(11, 16))).toEqual([`${before}:45`, `${hour}:00`]);
    expect(await plannedOn(ctx)).toEqual([`db ${before}:45 due`, `api ${hour}:00 due`]);
  });
  expect(seen.size).toBe(2);
});

it('whoever cancels a schedule and is killed anywhere leaves it canceled or as it was, whole', async () => {
  await atEveryWrite(
    (id) => cancelSchedule(ctx, id),
    async (id, isDead) => {
      const { status } = await getSchedule(ctx, id);
      if (!isDead) expect(status).toBe('canceled');
      expect(await plannedOn(ctx)).toEqual(status === 'canceled' ? [] : ['db 02:45 due', 'api 03:00 due']);
    },
  );
});

it('whoever makes a schedule and is killed anywhere leaves none, or one that runs', async () => {
  let isDead = true;
  for (let count = 0; isDead; count += 1) {
    test.setNow(new Date('2027-02-09T12:00:00Z'));
    ctx = await test.createTeam();
    const db = await addApp(ctx, 'db');
    const api = await addApp(ctx, 'api', [{ app: db }]);
    const cut = cutOffAfter(count);
    await addSchedule(ctx, api).catch(() => {});
    isDead = cut.wasReached();
    cut.heal();
    await reconcileSchedules(test.system);
    expect(await plannedOn(ctx)).toEqual(count === 0 ? [] : ['db 02:45 due', 'api 03:00 due']);
  }
});

it('one schedule that cannot be planned keeps no other from being planned', async () => {
  const broken = await addSchedule(ctx, await addApp(ctx, 'broken'));
  const cut = cutOffAfter(1);
  await addSchedule(ctx, await addApp(ctx, 'api')).catch(() => {});
  cut.heal();
  expect(broken.status).toBe('scheduled');
  await reconcileSchedules(test.system);
  expect(await plannedOn(ctx)).toContain('broken 03:00 due');
});

it('while Redis is away schedules are made, moved and canceled, and start at their time all the same', async () => {
  const app = await addApp(ctx);
  await redis.stop();
  const kept = await addSchedule(ctx, app);
  const gone = await addSchedule(ctx, await addApp(ctx, 'gone'));
  await cancelSchedule(ctx, gone.id);
  test.setNow(due);
  await fireDue(test.system);
  expect(await deploymentsOf(ctx)).toMatchObject([{ schedule: kept.id, status: 'queued' }]);
  await expect(reconcileQueue(test.system)).rejects.toThrow();
  redis = await startRedis({ port: Number(new URL(redis.url).port) });
  await eventually(() => reconcileQueue(test.system), { timeoutMs: 15_000 });
}, 60_000);
