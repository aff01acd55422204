import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import mongoose from 'mongoose';
import { claimApp, findApp, updateApp } from '../apps';
import type { Ctx } from '../context';
import { getDeployment, sweepDeployments } from '../deployments';
import { addApp, ask, deploy, holderOf, run } from '../deployments.fixture';
import { deleteApp, sweepTeardowns, tearDownApp } from './index';

let tests: TestSystem;
let ctx: Ctx;
let app: string;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
  app = await addApp(ctx);
});
afterEach(() => tests.setNow(null));
afterAll(() => tests.close());

const tearDown = () => tearDownApp(ctx, app, new AbortController().signal);
const destroyed = () => tests.target.acts.filter((act) => act === `destroy:${app}`);

/** Gives the app an hour to live, and lets two go by. */
async function expire(): Promise<void> {
  await updateApp(ctx, app, { ttlHours: 1 });
  tests.setNow(new Date(Date.now() + 2 * 3_600_000));
}

test('an app that is not due is not torn down, whatever a job says', async () => {
  const { id } = await deploy(ctx, app);
  await tearDown();
  expect(tests.target.running(app)).toEqual([id]);
  expect(await holderOf(ctx, app)).toBeNull();
});

test('an app whose time is over is torn down once, and can be deployed again with a later end', async () => {
  await deploy(ctx, app);
  await expire();
  await tearDown();
  await tearDown();
  expect(destroyed()).toHaveLength(1);
  await updateApp(ctx, app, { ttlHours: 1 });
  expect(await deploy(ctx, app)).toMatchObject({ status: 'succeeded' });
});

test('a teardown cancels a deployment that runs, and waits until it has ended', async () => {
  const gate = tests.target.holdNext('checkHealth');
  const running = run(ctx, await ask(ctx, app));
  await gate.reached;
  await expire();
  await expect(tearDown()).rejects.toMatchObject({ code: 'target.unavailable' });
  expect(destroyed()).toEqual([]);
  expect(await running).toMatchObject({ status: 'canceled' });
  await tearDown();
  expect((await findApp(ctx, app))?.stoppedAt).toBeInstanceOf(Date);
});

test('an app that is deleted goes last, so that a teardown that is cut off is done again', async () => {
  const { id } = await deploy(ctx, app);
  await deleteApp(ctx, app);
  jest.spyOn(mongoose.model('Deployment'), 'deleteMany').mockImplementationOnce(() => {
    throw new Error('MongoDB is away');
  });
  await expect(tearDown()).rejects.toThrow('away');
  expect(await findApp(ctx, app)).not.toBeNull();
  await tearDown();
  expect(await findApp(ctx, app)).toBeNull();
  await expect(getDeployment(ctx, id)).rejects.toMatchObject({ code: 'deployment.not_found' });
  expect(await mongoose.model('DeploymentEvent').countDocuments({ team: ctx.team, deployment: id })).toBe(0);
});

test('an app that is being torn down is given to no deployment, also when the sweep comes by', async () => {
  await deploy(ctx, app);
  await expire();
  const gate = tests.target.holdNext('destroy');
  const tearing = tearDown();
  await gate.reached;
  await updateApp(ctx, app, { ttlHours: 1 });
  const id = await ask(ctx, app);
  await sweepDeployments(tests.system);
  expect(await holderOf(ctx, app)).toBe(app);
  gate.open();
  await tearing;
  await sweepDeployments(tests.system);
  expect(await holderOf(ctx, app)).toBe(id);
});

test('an app that a teardown died on, and that has got a later end since, is freed by the job that the sweep gives it', async () => {
  await claimApp(ctx, app, app, { forTeardown: true });
  const enqueue = jest.spyOn(tests.system.queues, 'enqueue');
  await sweepTeardowns(tests.system);
  expect(enqueue).toHaveBeenCalledWith(expect.objectContaining({ name: 'app.tear_down' }), { team: ctx.team, app });
  await tearDown();
  expect(await holderOf(ctx, app)).toBeNull();
});
