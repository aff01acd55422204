import { AppError } from '@oatfin/platform/errors';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { getApp } from '../../apps';
import type { Ctx } from '../../context';
import { addApp, ask, deploy, run, secret, told, unhealthy } from '../../deployments.fixture';
import { createRegistry } from '../../registries';

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

const away = () => new AppError('target.unavailable', `The engine does not answer ${secret}.`);
const restores = () => tests.target.acts.filter((act) => act === `restore:${app}`);

test('what may pass is tried again until the last attempt, which is a failure', async () => {
  const id = await ask(ctx, app);
  tests.target.failNext('startContainers', away());
  await expect(run(ctx, id, { lastAttempt: false })).rejects.toMatchObject({ code: 'target.unavailable' });
  tests.target.failNext('startContainers', away());
  expect(await run(ctx, id)).toMatchObject({ status: 'failed', reason: { code: 'target.unavailable' } });
  expect(tests.target.running(app)).toEqual([]);
});

test('what does not pass is a failure at once, and the steps that were undone are told', async () => {
  const first = await deploy(ctx, app);
  tests.target.failNext('checkHealth', unhealthy());
  const second = await run(ctx, await ask(ctx, app), { lastAttempt: false });
  const steps = ['succeeded', 'succeeded', 'undone', 'failed', 'pending', 'pending'];
  expect(second).toMatchObject({ status: 'rolled_back', reason: { code: 'deployment.container_died' } });
  expect(second.steps.map(({ status }) => status)).toEqual(steps);
  expect(await told(ctx, second.id)).toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ name: 'start_containers', status: 'undone' }) }),
  );
  expect((await getApp(ctx, app)).serving).toEqual({ release: first.id, revision: first.revision });
});

test('a worker that cannot restore leaves it to the next, which goes on restoring and tries no step again', async () => {
  await deploy(ctx, app);
  const id = await ask(ctx, app);
  tests.target.failNext('checkHealth', unhealthy());
  tests.target.failNext('restore', away());
  await expect(run(ctx, id, { lastAttempt: false })).rejects.toMatchObject({ code: 'target.unavailable' });
  expect(await run(ctx, id)).toMatchObject({ status: 'rolled_back', reason: { code: 'deployment.container_died' } });
  expect(tests.target.acts.filter((act) => act === `checkHealth:${id}`)).toHaveLength(1);
  expect(restores()).toHaveLength(2);
});

test.each([
  ['away at the last attempt', away, true],
  ['without what was there before', () => new AppError('target.failed', `Nothing is left ${secret}.`), false],
])('a restore that fails for good, on a target that is %s, ends the deployment and is told', async (_, error, last) => {
  await deploy(ctx, app);
  tests.target.failNext('checkHealth', unhealthy());
  tests.target.failNext('restore', error());
  const ended = await run(ctx, await ask(ctx, app), { lastAttempt: last });
  expect(ended.status).toBe('rolled_back');
  expect(ended.reason?.message).toMatch(
    /Restoring what was there before failed as well: .* Deploy again to mend it\.$/,
  );
  expect(JSON.stringify(ended)).not.toContain(secret);
});

test('a worker that shuts down while it restores hands that over', async () => {
  const first = await deploy(ctx, app);
  const id = await ask(ctx, app);
  tests.target.failNext('checkHealth', unhealthy());
  const gate = tests.target.holdNext('restore');
  const shutdown = new AbortController();
  const interrupted = run(ctx, id, { shutdown: shutdown.signal });
  await gate.reached;
  shutdown.abort(new Error('The worker shuts down.'));
  await expect(interrupted).rejects.toThrow('shuts down');
  expect(await run(ctx, id)).toMatchObject({ status: 'rolled_back' });
  expect(tests.target.running(app)).toEqual([first.id]);
});

test('after the point of no return nothing is restored: what is left of the old version stays for the next one', async () => {
  await deploy(ctx, app);
  const id = await ask(ctx, app);
  tests.target.failNext('removeOld', new AppError('target.failed', 'The engine refuses to remove it.'));
  const ended = await run(ctx, id);
  expect(ended).toMatchObject({ status: 'succeeded', reason: null });
  expect(ended.steps.at(-1)).toMatchObject({ status: 'failed', error: { code: 'target.failed' } });
  expect([tests.target.serving(app), restores()]).toEqual([id, []]);
  const next = await deploy(ctx, app);
  expect(tests.target.running(app)).toEqual([next.id]);
});

test('secrets are masked wherever a failure is told; a foreign error is not told at all', async () => {
  tests.target.failNext('checkHealth', unhealthy());
  const sick = await deploy(ctx, app);
  expect(sick).toMatchObject({ reason: { message: 'The container web ended with ••••••.' } });
  expect(sick.failure).toMatchObject({ healthCheck: 'GET /?token=••••••', logTail: ['with ••••••'] });
  tests.target.failNext('startContainers', new Error('ENOENT /etc/passwd'));
  const broken = await deploy(ctx, app);
  expect(broken).toMatchObject({ status: 'failed', reason: { code: 'internal' } });
  expect(JSON.stringify([sick, broken, await told(ctx, sick.id), await told(ctx, broken.id)])).not.toMatch(
    /hunter2|ENOENT/,
  );
});

test('the password of a private registry is masked like any secret', async () => {
  const password = 'open sesame';
  const registry = await createRegistry(ctx, { name: 'Private', host: 'r.example.com', username: 'ada', password });
  tests.target.failNext('checkHealth', unhealthy(password));
  const ended = await deploy(ctx, await addApp(ctx, registry.id));
  expect(ended).toMatchObject({ status: 'failed', reason: { message: 'The container web ended with ••••••.' } });
});
