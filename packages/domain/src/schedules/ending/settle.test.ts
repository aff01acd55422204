import { UnhealthyError } from '@oatfin/providers/targets';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { cancelDeployment, removeDeployments } from '../../deployments';
import { listNotifications } from '../../notifications';
import { fireDue, getSchedule, listSchedules, settleRun, settleRuns } from '..';
import { addApp, addRecurring, addSchedule, deploymentOf, run, toldKinds } from '../schedules.fixture';

let test: TestSystem;
let ctx: Ctx;
let app: string;
let id: string;
let deployment: string;

beforeAll(async () => {
  test = await createTestSystem();
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
  app = await addApp(ctx);
  id = (await addSchedule(ctx, app)).id;
  test.setNow(new Date('2027-02-10T03:00:00Z'));
  await fireDue(test.system);
  deployment = (await deploymentOf(ctx, 'api')).id;
});
afterAll(() => test.close());

const fail = () =>
  test.target.failNext(
    'checkHealth',
    new UnhealthyError('no database', { container: 'web', exitCode: 3, healthCheck: 'GET /', logTail: [] }),
  );

it('a deployment that failed fails its schedule with the reason, and the team is told once', async () => {
  fail();
  await run(ctx, deployment);
  await settleRun(ctx, deployment);
  await settleRun(ctx, deployment);
  await settleRuns(test.system);
  const { status, reason } = await getSchedule(ctx, id);
  expect([status, reason?.message]).toEqual(['failed', expect.stringContaining('no database')]);
  expect(await toldKinds(ctx)).toEqual(['schedule_failed']);
});

it('of a first deployment that failed nobody is told that something ran before', async () => {
  fail();
  await run(ctx, deployment);
  await settleRun(ctx, deployment);
  const { notifications } = await listNotifications(ctx, { limit: 10 });
  expect(notifications[0]?.text.split('\n').at(-1)).toBe('Nothing that runs was changed.');
});

it('a deployment that was canceled cancels its schedule, and nobody is told', async () => {
  await cancelDeployment(ctx, deployment);
  await settleRun(ctx, deployment);
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'canceled', deployment });
  expect(await toldKinds(ctx)).toEqual([]);
});

it('while the deployment runs nothing is settled; what ended unheard is settled by the sweep', async () => {
  await settleRun(ctx, deployment);
  await settleRuns(test.system);
  expect((await getSchedule(ctx, id)).status).toBe('running');
  await run(ctx, deployment);
  await Promise.all([settleRuns(test.system), settleRuns(test.system)]);
  expect((await getSchedule(ctx, id)).status).toBe('completed');
});

it('the failure of a recurring schedule is told, and it goes on', async () => {
  const { id: nightly } = await addRecurring(ctx, await addApp(ctx, 'nightly'), '0 4 * * *');
  test.setNow(new Date('2027-02-10T04:00:00Z'));
  await fireDue(test.system);
  fail();
  await run(ctx, (await deploymentOf(ctx, 'nightly')).id);
  await settleRuns(test.system);
  expect(await getSchedule(ctx, nightly)).toMatchObject({ status: 'scheduled', runs: 1 });
  expect(await toldKinds(ctx)).toContain('schedule_failed');
});

it('a deployment that went with its app leaves no schedule running for ever', async () => {
  await removeDeployments(ctx, app);
  await settleRuns(test.system);
  expect(await getSchedule(ctx, id)).toMatchObject({ status: 'canceled', reason: { code: 'app.deleting' } });
  expect((await listSchedules(ctx, { limit: 10, view: 'coming', sort: 'runAt' })).schedules).toEqual([]);
});
