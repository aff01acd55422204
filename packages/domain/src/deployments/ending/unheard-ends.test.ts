import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { claimApp, getApp, listBusyApps, removeAppRow } from '../../apps';
import type { Ctx } from '../../context';
import { told } from '../../deployments.fixture';
import { addApps, askChain, run, statusesOf } from '../chain.fixture';
import { deploymentEndedJob } from '../deployment.jobs';
import { DeploymentModel } from '../deployment.model';
import { cancelDeployment, createDeployment, sweepDeployments } from '../index';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem({ teamConcurrency: 2 });
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterEach(() => tests.setNow(null));
afterAll(() => tests.close());

test('an end whose worker died right after writing it is told by the sweep, once, and heard by what waits', async () => {
  const chain = await askChain(ctx, (await addApps(ctx, { cache: [], db: ['cache'], api: ['db'] }))('api'));
  const reason = { code: 'dependency_late', message: 'Too late.' };
  const died = { status: 'failed', reason, endedAt: ctx.now(), endPending: true };
  await DeploymentModel.updateOne({ _id: chain('db'), team: ctx.team }, { $set: died });
  await sweepDeployments(tests.system);
  expect(await statusesOf(ctx, chain, ['api'])).toEqual({ api: 'blocked' });
  tests.setNow(new Date(Date.now() + 11_000));
  await sweepDeployments(tests.system);
  await sweepDeployments(tests.system);
  expect(await statusesOf(ctx, chain, ['api'])).toEqual({ api: 'failed' });
  expect((await told(ctx, chain('db'))).map(({ data }) => data)).toMatchObject([
    { status: 'blocked' },
    { status: 'failed', reason },
  ]);
});

test('the end of what was planned is passed on as a job, that of what somebody asked for is not', async () => {
  const apps = await addApps(ctx, { db: [], api: [] });
  const [asked, planned] = [await createDeployment(ctx, apps('db'), {}), await createDeployment(ctx, apps('api'), {})];
  await DeploymentModel.updateOne({ _id: planned.id, team: ctx.team }, { dueAt: ctx.now() });
  await Promise.all([run(ctx, asked.id), cancelDeployment(ctx, planned.id)]);
  const waiting = await ctx.queues.listWaiting(deploymentEndedJob);
  expect(waiting.map(String)).toEqual([deploymentEndedJob.jobId({ team: ctx.team, deployment: planned.id })]);
});

test('a blocked deployment that holds its app after all gives it up instead of running', async () => {
  const apps = await addApps(ctx, { db: [], api: ['db'] });
  const chain = await askChain(ctx, apps('api'));
  await claimApp(ctx, apps('api'), chain('api'));
  expect(await run(ctx, chain('api'))).toMatchObject({ status: 'blocked', startedAt: null });
  expect((await getApp(ctx, apps('api'))).activeDeployment).toBeNull();
});

test('deployments left of apps that are gone take none of the share of their team', async () => {
  const apps = await addApps(ctx, { one: [], two: [], three: [], api: [] });
  await claimApp(ctx, apps('one'), apps('one'));
  await claimApp(ctx, apps('two'), apps('two'));
  for (const app of ['one', 'two', 'three']) await createDeployment(ctx, apps(app), {});
  for (const app of ['one', 'two', 'three']) await removeAppRow(ctx, apps(app));
  const { id } = await createDeployment(ctx, apps('api'), {});
  expect(await listBusyApps(ctx)).toEqual([{ id: apps('api'), deployment: id }]);
});
