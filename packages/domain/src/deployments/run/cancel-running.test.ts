import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { eventually } from '@oatfin/testkit/eventually';
import { getApp } from '../../apps';
import type { Ctx } from '../../context';
import { addApp, ask, deploy, run, toldStatuses } from '../../deployments.fixture';
import { cancelDeployment, cancelDeploymentsOf, readDeploymentLog } from '../index';

let tests: TestSystem;
let ctx: Ctx;
let app: string;

beforeEach(async () => {
  tests = await createTestSystem();
  ctx = await tests.createTeam();
  app = await addApp(ctx);
  // The clock of the watch alone: it looks again when the test says so.
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'setTimeout', 'clearTimeout', 'Date'],
  });
});
afterEach(() => {
  jest.useRealTimers();
  return tests.close();
});

/** The same context where no signal is sent and none arrives. */
const deaf = (): Ctx => ({ ...ctx, signals: { ...ctx.signals, publish: async () => {}, subscribe: () => () => {} } });

test('a run hears of a cancel by signal, without looking', async () => {
  const gate = tests.target.holdNext('checkHealth');
  const id = await ask(ctx, app);
  const running = run(ctx, id);
  await gate.reached;
  // What the run says is a signal too: it has said all it can say here.
  await eventually(async () => expect((await readDeploymentLog(ctx, id, { limit: 100 })).lines).toHaveLength(3));
  await cancelDeployment(ctx, id);
  expect(await running).toMatchObject({ status: 'canceled' });
});

test('a run whose signal was lost sees the cancel when it looks again', async () => {
  const gate = tests.target.holdNext('checkHealth');
  const id = await ask(ctx, app);
  const running = run(deaf(), id);
  await gate.reached;
  await cancelDeployment(deaf(), id);
  jest.advanceTimersByTime(2_000);
  expect(await running).toMatchObject({ status: 'canceled' });
});

test('a cancel that came while no worker had the deployment is seen by the one that takes it over', async () => {
  const id = await ask(ctx, app);
  const shutdown = new AbortController();
  const first = tests.target.holdNext('pullImages');
  const interrupted = run(ctx, id, { shutdown: shutdown.signal });
  await first.reached;
  shutdown.abort(new Error('The worker shuts down.'));
  await expect(interrupted).rejects.toThrow('shuts down');
  await cancelDeployment(ctx, id);
  tests.target.holdNext('checkHealth');
  expect(await run(deaf(), id)).toMatchObject({ status: 'canceled' });
});

test('a cancel that the run has not heard of when it would commit is obeyed there', async () => {
  const first = await deploy(ctx, app);
  const gate = tests.target.holdNext('shiftTraffic');
  const id = await ask(ctx, app);
  const running = run(deaf(), id);
  await gate.reached;
  await cancelDeployment(deaf(), id);
  gate.open();
  expect(await running).toMatchObject({ status: 'canceled', reason: { message: 'Canceled by Ada.' } });
  expect(tests.target.acts).not.toContain(`removeOld:${id}`);
  expect([tests.target.serving(app), tests.target.running(app)]).toEqual([first.id, [first.id]]);
  expect((await getApp(ctx, app)).serving).toMatchObject({ release: first.id });
  expect(await toldStatuses(ctx, id)).toEqual(['queued', 'running', 'canceled']);
});

test('canceling all that an app has stops the one that runs and ends those that wait', async () => {
  const gate = tests.target.holdNext('checkHealth');
  const [id, waiting] = [await ask(ctx, app), await ask(ctx, app)];
  const running = run(ctx, id);
  await gate.reached;
  await cancelDeploymentsOf(ctx, app);
  expect(await running).toMatchObject({ status: 'canceled' });
  expect(await toldStatuses(ctx, waiting)).toEqual(['queued', 'canceled']);
});
