import { CreateAppBody, CreateScheduleBody } from '@oatfin/contracts';
import { appGraphChangedJob, createApp } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import { deploymentEndedJob, listDeployments, runDeployment } from '@oatfin/domain/deployments';
import { createSchedule, getSchedule, startRunsJob } from '@oatfin/domain/schedules';
import { eventually } from '@oatfin/testkit/eventually';
import type { Attempt, JobHandler } from '../runtime/handle-job';
import { openWorkerFixture, type WorkerFixture } from '../runtime/worker.fixture';
import { fireScheduleHandler } from './fire-schedule.handler';
import { replanHandler } from './replan.handler';
import { settleRunHandler } from './settle-run.handler';
import { scheduleSweeps } from './sweeps';

let test: WorkerFixture;
let ctx: Ctx;
let app: string;

beforeAll(async () => {
  test = await openWorkerFixture();
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
  app = await addApp('api');
});
afterEach(() => test.stopWorkers());
afterAll(() => test.close());

const due = '2027-02-10T03:00:00.000Z';
const at = { year: 2027, month: 2, day: 10, hour: 3, minute: 0 };
const attempt: Attempt = { shutdown: new AbortController().signal, isLast: true };

async function addApp(name: string): Promise<string> {
  const containers = [{ name: 'web', image: 'shop/api:1' }];
  return (await createApp(ctx, CreateAppBody.parse({ name, containers }))).id;
}

const schedule = () => createSchedule(ctx, CreateScheduleBody.parse({ app, at, timezone: 'UTC' }));
const deploymentsOf = async () => (await listDeployments(ctx, { limit: 50, sort: 'createdAt' })).deployments;

/** One after the other, and both at once. */
async function twice(handler: JobHandler, payload: unknown): Promise<void> {
  await handler.run(test.system, payload, attempt);
  await Promise.all([1, 2].map(() => handler.run(test.system, payload, attempt)));
}

it('the job that starts runs, done again and again, starts each once', async () => {
  const { id } = await schedule();
  test.setNow(new Date(due));
  await twice(fireScheduleHandler, { team: ctx.team, run: id, version: 1, dueAt: due });
  expect(await deploymentsOf()).toMatchObject([{ schedule: id, status: 'queued' }]);
});

it('the job that settles a run, done again and again, says once how it ended', async () => {
  const { id } = await schedule();
  test.setNow(new Date(due));
  await twice(fireScheduleHandler, { team: ctx.team, run: id, version: 1, dueAt: due });
  const [deployment] = await deploymentsOf();
  await runDeployment(ctx, deployment?.id ?? '', { shutdown: attempt.shutdown, lastAttempt: true });
  await twice(settleRunHandler, { team: ctx.team, deployment: deployment?.id });
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'completed', runs: 1 });
});

it('the job that plans anew, done again and again, leaves one plan', async () => {
  const { id } = await schedule();
  await twice(replanHandler, { team: ctx.team, app });
  expect((await getSchedule(ctx, id)).plan).toHaveLength(1);
});

it('the jobs stand in the queue under their names', () => {
  expect([startRunsJob, deploymentEndedJob, appGraphChangedJob].map(({ name }) => name)).toEqual([
    fireScheduleHandler.job.name,
    settleRunHandler.job.name,
    replanHandler.job.name,
  ]);
});

it('a worker that is woken early, as one with a fast clock is, waits for the right time', async () => {
  const { id } = await schedule();
  test.setNow(new Date('2027-02-10T02:59:59.900Z'));
  const waking = fireScheduleHandler.run(test.system, { team: ctx.team, run: id, version: 1, dueAt: due }, attempt);
  expect(await deploymentsOf()).toEqual([]);
  test.setNow(new Date(due));
  await waking;
  expect(await deploymentsOf()).toHaveLength(1);
});

it('a worker that shuts down while it waits gives the job back', async () => {
  const { id } = await schedule();
  const shutdown = new AbortController();
  const payload = { team: ctx.team, run: id, version: 1, dueAt: due };
  const waking = fireScheduleHandler.run(test.system, payload, { shutdown: shutdown.signal, isLast: true });
  shutdown.abort(new Error('The worker shuts down.'));
  await expect(waking).rejects.toThrow('shuts down');
});

it('every sweep of schedules, done twice, leaves what was right as it was', async () => {
  const { id } = await schedule();
  const before = await getSchedule(ctx, id);
  for (const { run } of scheduleSweeps) {
    await run(test.system);
    await run(test.system);
  }
  expect(await getSchedule(ctx, id)).toEqual(before);
  expect(await deploymentsOf()).toEqual([]);
});

it('what falls due while workers are up is deployed, and its schedule completes', async () => {
  const { id } = await schedule();
  test.setNow(new Date(due));
  test.startWorkers();
  test.startWorkers();
  const payload = { team: ctx.team, run: id, version: 1, dueAt: due };
  await test.system.queues.enqueue(startRunsJob, payload);
  await eventually(async () => expect((await getSchedule(ctx, id)).status).toBe('completed'), { timeoutMs: 15_000 });
  expect(await deploymentsOf()).toMatchObject([{ status: 'succeeded' }]);
});
