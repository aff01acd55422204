import { AppError } from '@oatfin/platform/errors';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { getApp } from '../../apps';
import type { Ctx } from '../../context';
import { addApp, ask, deploy, holderOf, run, told, toldStatuses } from '../../deployments.fixture';
import { DeploymentModel } from '../deployment.model';
import { EventModel } from '../events/event.model';
import { cancelDeployment, getDeployment } from '../index';

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
afterAll(() => tests.close());

test('a run whose deployment another worker took over stops without a word; the other one ends it', async () => {
  const { target } = tests;
  const [first, second] = [target.holdNext('checkHealth'), target.holdNext('checkHealth')];
  const id = await ask(ctx, app);
  const lost = run(ctx, id);
  await first.reached;
  const won = run(ctx, id);
  await second.reached;
  first.open();
  const { steps } = await lost;
  expect(steps.find(({ name }) => name === 'check_health')).toMatchObject({ status: 'running', error: null });
  expect(target.acts).not.toContain(`shiftTraffic:${id}`);
  second.open();
  expect(await won).toMatchObject({ status: 'succeeded' });
  expect(await toldStatuses(ctx, id)).toEqual(['queued', 'running', 'succeeded']);
});

test('a run that lost its deployment undoes nothing of what the other one does', async () => {
  const { target } = tests;
  const [first, second] = [target.holdNext('checkHealth'), target.holdNext('checkHealth')];
  const id = await ask(ctx, app);
  const shutdown = new AbortController();
  const lost = run(ctx, id, { shutdown: shutdown.signal });
  await first.reached;
  const won = run(ctx, id);
  await second.reached;
  shutdown.abort(new Error('The worker shuts down.'));
  await expect(lost).rejects.toThrow('shuts down');
  expect(target.running(app)).toEqual([id]);
  second.open();
  expect(await won).toMatchObject({ status: 'succeeded' });
});

test('a deployment that is canceled at the moment it would start does not start', async () => {
  const id = await ask(ctx, app);
  beforeNextUpdate(() => cancelDeployment(ctx, id));
  expect(await run(ctx, id)).toMatchObject({ status: 'canceled', startedAt: null });
  expect(tests.target.acts.filter((act) => act.endsWith(id))).toEqual([]);
  expect(await toldStatuses(ctx, id)).toEqual(['queued', 'canceled']);
  expect(await holderOf(ctx, app)).toBeNull();
});

test('a deployment whose app another one holds does not run, even if it has a job', async () => {
  const [first, second] = [await ask(ctx, app), await ask(ctx, app)];
  expect(await run(ctx, second)).toMatchObject({ status: 'queued' });
  expect(await holderOf(ctx, app)).toBe(first);
  expect(tests.target.acts.filter((act) => act.endsWith(second))).toEqual([]);
});

test('steps that are done are not done again, and what served before stays what is restored', async () => {
  const before = await deploy(ctx, app);
  const id = await ask(ctx, app);
  const shutdown = new AbortController();
  const gate = tests.target.holdNext('removeOld');
  const interrupted = run(ctx, id, { shutdown: shutdown.signal });
  await gate.reached;
  shutdown.abort(new Error('The worker shuts down.'));
  await expect(interrupted).rejects.toThrow('shuts down');
  expect((await getApp(ctx, app)).serving).toMatchObject({ release: id });
  expect(await run(ctx, id)).toMatchObject({ status: 'succeeded', previousRevision: before.revision });
  expect((await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean())?.previous?.release).toBe(before.id);
  const acts = tests.target.acts.filter((act) => act.endsWith(id)).map((act) => act.split(':')[0]);
  expect(acts).toEqual(['pullImages', 'startContainers', 'checkHealth', 'shiftTraffic', 'removeOld', 'removeOld']);
  const again = (await told(ctx, id)).filter(
    ({ kind, data }) => kind === 'step' && 'name' in data && data.name === 'pull_images',
  );
  expect(again.map(({ data }) => ('status' in data ? data.status : ''))).toEqual(['running', 'succeeded', 'succeeded']);
});

test('the end is told once and the next one let in, also when the worker died right after writing it', async () => {
  const [id, next] = [await ask(ctx, app), await ask(ctx, app)];
  await DeploymentModel.updateOne({ _id: id, team: ctx.team }, { status: 'succeeded', endedAt: new Date() });
  await run(ctx, id);
  await run(ctx, id);
  // Counted where they are kept: whoever follows reads no further than the first end.
  const ends = { team: ctx.team, deployment: id, kind: 'status' as const, 'data.status': 'succeeded' };
  expect(await EventModel.countDocuments(ends)).toBe(1);
  expect(await holderOf(ctx, app)).toBe(next);
});

test('what is kept of a deployment that has ended holds no secret, and its app shows how it ended', async () => {
  const { id } = await deploy(ctx, app);
  expect((await getApp(ctx, app)).lastDeployment).toMatchObject({ id, status: 'succeeded' });
  const canceled = await ask(ctx, app);
  await cancelDeployment(ctx, canceled);
  expect((await getApp(ctx, app)).lastDeployment).toMatchObject({ id: canceled, status: 'canceled' });
  const rows = await DeploymentModel.find({ team: ctx.team, app }).lean();
  expect(rows.map(({ configuration }) => configuration)).toEqual([null, null]);
  expect((await getDeployment(ctx, id)).status).toBe('succeeded');
});

test('one that fails before it has a revision keeps nothing of the settings it was to deploy', async () => {
  tests.target.failNext('platform', new AppError('target.failed', 'The engine does not say what it is.'));
  const { id, status, revision } = await deploy(ctx, app);
  expect([status, revision]).toEqual(['failed', null]);
  expect((await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean())?.configuration).toBeNull();
});

/** Lets something happen at the worst moment: when the next change of a deployment is about to reach MongoDB. */
function beforeNextUpdate(act: () => Promise<unknown>): void {
  const { collection } = DeploymentModel;
  const original: unknown = Reflect.get(collection, 'findOneAndUpdate');
  if (typeof original !== 'function') throw new Error('There is no findOneAndUpdate.');
  const planted = async (...given: unknown[]) => {
    Reflect.deleteProperty(collection, 'findOneAndUpdate');
    await act();
    return Reflect.apply(original, collection, given);
  };
  Object.defineProperty(collection, 'findOneAndUpdate', { value: planted, configurable: true });
}
