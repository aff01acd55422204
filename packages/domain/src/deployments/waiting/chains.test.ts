import { AppError } from '@oatfin/platform/errors';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { updateApp } from '../../apps';
import type { Ctx } from '../../context';
import { deploy, told, unhealthy } from '../../deployments.fixture';
import { deleteApp } from '../../teardowns';
import { addApps, askChain, run, statusesOf } from '../chain.fixture';
import { DeploymentModel } from '../deployment.model';
import {
  cancelDeployment,
  deployWithDependencies,
  failWaitingFor,
  getDeployment,
  listDeployments,
  reviewBlocked,
  sweepBlocked,
} from '../index';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterAll(() => tests.close());

const threeLevels = { cache: [], db: ['cache'], api: ['db'] };
const names = ['cache', 'db', 'api'];

test('over three levels each starts once what it depends on has succeeded, and nothing before', async () => {
  const chain = await askChain(ctx, (await addApps(ctx, threeLevels))('api'));
  expect(await statusesOf(ctx, chain, names)).toEqual({ cache: 'queued', db: 'blocked', api: 'blocked' });
  expect(await getDeployment(ctx, chain('api'))).toMatchObject({ reason: { message: 'Waits for db.' } });
  await run(ctx, chain('cache'));
  expect(await statusesOf(ctx, chain, names)).toEqual({ cache: 'succeeded', db: 'queued', api: 'blocked' });
  await run(ctx, chain('db'));
  expect(await run(ctx, chain('api'))).toMatchObject({ status: 'succeeded', reason: null, trigger: 'manual' });
});

test('in a diamond what is shared is deployed once, and what needs both waits for both', async () => {
  const apps = await addApps(ctx, { db: [], users: ['db'], orders: ['db'], shop: ['users', 'orders'] });
  const chain = await askChain(ctx, apps('shop'));
  const { deployments } = await listDeployments(ctx, { limit: 50, sort: 'createdAt' });
  expect(deployments.map(({ appName, trigger }) => [appName, trigger])).toEqual([
    ['db', 'dependency'],
    ['users', 'dependency'],
    ['orders', 'dependency'],
    ['shop', 'manual'],
  ]);
  await run(ctx, chain('db'));
  await run(ctx, chain('orders'));
  expect(await getDeployment(ctx, chain('shop'))).toMatchObject({
    status: 'blocked',
    reason: { message: 'Waits for users.' },
  });
  await run(ctx, chain('users'));
  expect(await statusesOf(ctx, chain, ['shop'])).toEqual({ shop: 'queued' });
});

test('what waits for a failed one fails, naming it, and so on up the chain; production is not touched', async () => {
  const apps = await addApps(ctx, threeLevels);
  const before = await deploy(ctx, apps('api'));
  const chain = await askChain(ctx, apps('api'));
  tests.target.failNext('pullImages', new AppError('target.failed', 'The disk is full.'));
  await run(ctx, chain('cache'));
  expect(await getDeployment(ctx, chain('db'))).toMatchObject({
    ...{ status: 'failed', startedAt: null },
    reason: { code: 'dependency_failed', message: 'cache ended failed: The disk is full.' },
  });
  expect(await getDeployment(ctx, chain('api'))).toMatchObject({
    ...{ status: 'failed', startedAt: null, endedAt: expect.any(String) },
    reason: { code: 'dependency_failed', message: 'db ended failed: cache ended failed: The disk is full.' },
  });
  expect(tests.target.running(apps('api'))).toEqual([before.id]);
  expect((await told(ctx, chain('api'))).map(({ data }) => ('status' in data ? data.status : ''))).toEqual([
    'blocked',
    'failed',
  ]);
});

test('what waits for one that was rolled back fails, naming it', async () => {
  const apps = await addApps(ctx, { db: [], api: ['db'] });
  await deploy(ctx, apps('db'));
  const chain = await askChain(ctx, apps('api'));
  tests.target.failNext('checkHealth', unhealthy());
  await run(ctx, chain('db'));
  const { status, reason } = await getDeployment(ctx, chain('api'));
  expect([status, reason?.code]).toEqual(['failed', 'dependency_failed']);
  expect(reason?.message).toMatch(/^db ended rolled back: The container web ended/);
});

test('what waits for one that was canceled fails; a blocked one can be canceled itself', async () => {
  const chain = await askChain(ctx, (await addApps(ctx, threeLevels))('api'));
  expect(await cancelDeployment(ctx, chain('db'))).toMatchObject({ status: 'canceled' });
  expect(await getDeployment(ctx, chain('api'))).toMatchObject({
    ...{ status: 'failed', reason: { code: 'dependency_failed', message: 'db ended canceled: Canceled by Ada.' } },
  });
  expect(await statusesOf(ctx, chain, ['cache'])).toEqual({ cache: 'queued' });
});

test('what waits for one that was missed fails with the sentence that says so, and so on up the chain', async () => {
  const chain = await askChain(ctx, (await addApps(ctx, threeLevels))('api'));
  for (let time = 0; time < 2; time++) await failWaitingFor(ctx, chain('cache'), 'cache did not start: it was missed.');
  const reason = { code: 'dependency_failed', message: 'cache did not start: it was missed.' };
  expect(await getDeployment(ctx, chain('db'))).toMatchObject({ status: 'failed', reason });
  expect(await statusesOf(ctx, chain, ['api'])).toEqual({ api: 'failed' });
});

test('two who review at once queue a deployment once, and tell it once', async () => {
  const chain = await askChain(ctx, (await addApps(ctx, { db: [], api: ['db'] }))('api'));
  await DeploymentModel.updateOne({ _id: chain('db'), team: ctx.team }, { status: 'succeeded', endedAt: ctx.now() });
  await Promise.all(Array.from({ length: 8 }, () => reviewBlocked(ctx, chain('api'))));
  await run(ctx, chain('api'));
  const statuses = (await told(ctx, chain('api'))).flatMap((one) => (one.kind === 'status' ? [one.data.status] : []));
  expect(statuses).toEqual(['blocked', 'queued', 'running', 'succeeded']);
});

test('what a worker that died left waiting goes on with the sweep', async () => {
  const chain = await askChain(ctx, (await addApps(ctx, threeLevels))('api'));
  await DeploymentModel.updateOne({ _id: chain('cache'), team: ctx.team }, { status: 'succeeded', endedAt: ctx.now() });
  await sweepBlocked(tests.system);
  await sweepBlocked(tests.system);
  expect(await statusesOf(ctx, chain, ['db', 'api'])).toEqual({ db: 'queued', api: 'blocked' });
});

test('with an app that may not be deployed nothing is made, and the error names it', async () => {
  const apps = await addApps(ctx, { db: [], api: ['db'] });
  await updateApp(ctx, apps('db'), { ttlHours: 1 });
  tests.setNow(new Date(Date.now() + 2 * 3_600_000));
  const refused = deployWithDependencies(ctx, apps('api'), {});
  await expect(refused).rejects.toMatchObject({ code: 'app.expired', publicMessage: expect.stringContaining('"db"') });
  tests.setNow(null);
  expect((await listDeployments(ctx, { limit: 50, sort: 'createdAt' })).deployments).toEqual([]);
});

test('deleting an app cancels what of it is blocked', async () => {
  const apps = await addApps(ctx, { db: [], api: ['db'] });
  const chain = await askChain(ctx, apps('api'));
  await deleteApp(ctx, apps('api'));
  expect(await statusesOf(ctx, chain, ['db', 'api'])).toEqual({ db: 'queued', api: 'canceled' });
});
