import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { claimApp, listBusyApps, releaseApp } from '../../apps';
import type { Ctx } from '../../context';
import { addApp, ask, holderOf, run, toldStatuses } from '../../deployments.fixture';
import { DeploymentModel } from '../deployment.model';
import { cancelDeployment, getDeployment, sweepDeployments } from '../index';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem({ teamConcurrency: 2 });
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterAll(() => tests.close());

const busy = async (of = ctx) => (await listBusyApps(of)).map(({ deployment }) => deployment);

test('a team starts as many as its share; the next one comes when one ends, and other teams wait for none', async () => {
  const gates = [tests.target.holdNext('checkHealth'), tests.target.holdNext('checkHealth')];
  const [first, second] = [await ask(ctx, await addApp(ctx)), await ask(ctx, await addApp(ctx))];
  const runs = [run(ctx, first), run(ctx, second)];
  await Promise.all(gates.map(({ reached }) => reached));
  const third = await ask(ctx, await addApp(ctx));
  expect(await busy()).toEqual([first, second]);
  const other = await tests.createTeam('Other');
  const theirs = await ask(other, await addApp(other));
  expect(await busy(other)).toEqual([theirs]);
  for (const { open } of gates) open();
  await Promise.all(runs);
  expect(await busy()).toEqual([third]);
});

test('a deployment that is canceled before it runs gives its turn to the next one', async () => {
  const app = await addApp(ctx);
  const [first, next] = [await ask(ctx, app), await ask(ctx, app)];
  expect(await cancelDeployment(ctx, first)).toMatchObject({ status: 'canceled', startedAt: null });
  expect(await holderOf(ctx, app)).toBe(next);
  expect(await toldStatuses(ctx, first)).toEqual(['queued', 'canceled']);
});

test('the sweep ends what a worker that died had ended, and lets the next one in', async () => {
  const app = await addApp(ctx);
  const [first, next] = [await ask(ctx, app), await ask(ctx, app)];
  await DeploymentModel.updateOne({ _id: first, team: ctx.team }, { status: 'succeeded', endedAt: new Date() });
  await sweepDeployments(tests.system);
  await sweepDeployments(tests.system);
  expect(await toldStatuses(ctx, first)).toEqual(['queued', 'succeeded']);
  expect(await holderOf(ctx, app)).toBe(next);
});

test('the sweep frees an app that a deployment holds which is gone', async () => {
  const app = await addApp(ctx);
  await claimApp(ctx, app, 'f'.repeat(24));
  const id = await ask(ctx, app);
  expect(await holderOf(ctx, app)).toBe('f'.repeat(24));
  await sweepDeployments(tests.system);
  expect(await holderOf(ctx, app)).toBe(id);
});

test('the sweep lets in whoever may start and was let in by nobody', async () => {
  const app = await addApp(ctx);
  const id = await ask(ctx, app);
  await releaseApp(ctx, app, id);
  await sweepDeployments(tests.system);
  expect(await holderOf(ctx, app)).toBe(id);
  expect((await getDeployment(ctx, id)).status).toBe('queued');
});
