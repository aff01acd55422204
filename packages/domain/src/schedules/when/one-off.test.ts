import { CreateScheduleBody } from '@oatfin/contracts';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { updateApp } from '../../apps';
import type { Ctx } from '../../context';
import { getRevision } from '../../revisions';
import { cancelSchedule, createSchedule, fireDue, getSchedule, listSchedules, previewSchedule, settleRun } from '..';
import { addApp, addSchedule, at, deploymentOf, deploymentsOf, queuedJobs, run } from '../schedules.fixture';

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

const newYork = 'America/New_York';
const body = (given: object) => CreateScheduleBody.parse({ app, at, timezone: newYork, ...given });

/** How making it was refused; the preview refuses alike. */
async function refusal(given: object): Promise<unknown> {
  const refused = await createSchedule(ctx, body(given)).catch((error: unknown) => error);
  await expect(previewSchedule(ctx, body(given))).rejects.toEqual(refused);
  return refused;
}

it('3:00 AM in New York is kept as it was given, with its instant in UTC, also in Redis', async () => {
  const schedule = await createSchedule(ctx, body({}));
  expect(schedule).toMatchObject({ at, timezone: newYork, fold: null, runAt: '2027-02-10T08:00:00.000Z' });
  expect(schedule.zoneData).toMatch(/^20\d\d[a-z]$/);
  const instants = (await queuedJobs(test)).map(({ dueAt }) => dueAt);
  expect(instants).toContain(schedule.runAt);
});

it('a preview saves nothing and says the instant, the offset, how long that is and what runs before', async () => {
  const db = await addApp(ctx, 'db');
  const api = await addApp(ctx, 'gateway', [{ app: db }]);
  const preview = await previewSchedule(ctx, body({ app: api, at: { ...at, day: 12, hour: 11 } }));
  expect(preview).toMatchObject({ runAt: '2027-02-12T16:00:00.000Z', offsetMinutes: -300, abbreviation: 'EST' });
  expect(preview.inWords).toBe('in 3 days 4 hours');
  expect(preview.plan.map(({ appName, runAt }) => `${appName} ${runAt.slice(11, 16)}`)).toEqual([
    'db 15:45',
    'gateway 16:00',
  ]);
  expect((await listSchedules(ctx, { limit: 10, view: 'all', sort: 'runAt' })).schedules).toEqual([]);
});

it('a minute that clocks jump over is refused, naming the nearest minutes that exist', async () => {
  const refused = await refusal({ at: { year: 2027, month: 3, day: 14, hour: 2, minute: 30 } });
  expect(refused).toMatchObject({ code: 'schedule.no_such_minute', errors: [{ path: 'at' }] });
  expect(refused).toHaveProperty('publicMessage', expect.stringMatching(/2027-03-14 01:59 and 2027-03-14 03:00/));
});

it('a minute that happens twice is the first one, unless the second is asked for; the preview says so', async () => {
  const twice = { at: { year: 2027, month: 11, day: 7, hour: 1, minute: 30 } };
  const first = await createSchedule(ctx, body(twice));
  const second = await createSchedule(ctx, body({ ...twice, fold: 'second' }));
  expect([first.fold, first.runAt]).toEqual(['first', '2027-11-07T05:30:00.000Z']);
  expect([second.fold, second.runAt]).toEqual(['second', '2027-11-07T06:30:00.000Z']);
  const { notes } = await previewSchedule(ctx, body(twice));
  expect(notes[0]).toMatchObject({ kind: 'repeated' });
});

it.each([
  ['this very minute', { at: { ...at, day: 9, hour: 7 } }, 'schedule.in_the_past'],
  ['a past minute', { at: { ...at, day: 9 } }, 'schedule.in_the_past'],
  ['a zone that does not exist', { timezone: 'Mars/Olympus' }, 'schedule.invalid'],
  ['a day that does not exist', { at: { ...at, day: 30 } }, 'schedule.invalid'],
  ['a year beyond the zone data', { at: { ...at, year: 2_038 } }, 'schedule.invalid'],
  ['at and cron', { cron: '0 3 * * *' }, 'schedule.invalid'],
  ['neither at nor cron', { at: undefined }, 'schedule.invalid'],
  ['a cron of six fields', { at: undefined, cron: '0 0 3 * * *' }, 'schedule.invalid'],
  ['a cron that never comes', { at: undefined, cron: '0 0 31 2 *' }, 'schedule.invalid'],
  ['an end for a one-off', { maxRuns: 2 }, 'schedule.invalid'],
  [
    'an end before the first run',
    { at: undefined, cron: '0 3 * * *', endsAt: '2027-02-09T13:00:00Z' },
    'schedule.invalid',
  ],
])('%s is refused, and nothing is saved', async (_what, given, code) => {
  expect(await refusal(given)).toMatchObject({ code });
  expect((await listSchedules(ctx, { limit: 10, view: 'all', sort: 'runAt' })).schedules).toEqual([]);
});

it('when it has run it is complete, leaves the coming list, and stays in the history', async () => {
  const { id } = await addSchedule(ctx, app);
  const lists = async () =>
    Promise.all(
      (['coming', 'ended'] as const).map(async (view) =>
        (await listSchedules(ctx, { limit: 10, view, sort: 'runAt' })).schedules.map((one) => one.id),
      ),
    );
  expect(await lists()).toEqual([[id], []]);
  test.setNow(new Date('2027-02-10T03:00:00Z'));
  await fireDue(test.system);
  const deployment = await run(ctx, (await deploymentOf(ctx, 'api')).id);
  await settleRun(ctx, deployment.id);
  await settleRun(ctx, deployment.id);
  expect(await lists()).toEqual([[], [id]]);
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'completed', deployment: deployment.id, runs: 1 });
  await expect(cancelSchedule(ctx, id)).rejects.toMatchObject({
    ...{ code: 'schedule.started', details: { deployment: deployment.id } },
  });
});

it.each([
  ['pinned', 'shop/api:1'],
  ['newest', 'shop/api:2'],
] as const)('the %s choice deploys what it says, whatever changed since', async (deploy, image) => {
  const schedule = await addSchedule(ctx, app, { deploy });
  expect(schedule.revision).toBe(deploy === 'pinned' ? 1 : null);
  await updateApp(ctx, app, {
    containers: [
      { name: 'web', image: 'shop/api:2', replicas: 1, cpu: 0.25, memoryMb: 128, ports: [], env: {}, secrets: {} },
    ],
  });
  test.setNow(new Date('2027-02-10T03:00:00Z'));
  await fireDue(test.system);
  const [deployment] = await deploymentsOf(ctx);
  expect(await run(ctx, deployment?.id ?? '')).toMatchObject({ status: 'succeeded' });
  const revision = await getRevision(ctx, app, 1);
  expect(revision.containers.map((container) => container.image)).toEqual([image]);
});
