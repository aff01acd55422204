import { getApp, listBusyApps, updateApp } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import {
  cancelDeployment,
  cancelDeploymentsOf,
  createDeployment,
  getDeployment,
  listDeployments,
  readDeploymentLog,
  rollbackDeployment,
} from '@oatfin/domain/deployments';
import { AppError } from '@oatfin/platform/errors';
import { UnhealthyError } from '@oatfin/providers/targets';
import { eventually } from '@oatfin/testkit/eventually';
import { addApp, ended, openWorkerFixture, type WorkerFixture } from '../runtime/worker.fixture';

let fixture: WorkerFixture;
let ctx: Ctx;

beforeAll(async () => {
  fixture = await openWorkerFixture();
  ctx = await fixture.createTeam();
});
beforeEach(() => fixture.startWorkers());
afterEach(() => fixture.stopWorkers());
afterAll(() => fixture.close());

const unhealthy = () =>
  new UnhealthyError('The container web ended with exit code 3.', {
    container: 'web',
    exitCode: 3,
    healthCheck: 'GET / answered nothing',
    logTail: ['boom: token hunter2-token'],
  });

async function deploy(app: string, input: { revision?: number } = {}) {
  const { id } = await createDeployment(ctx, app, input);
  return ended(ctx, id);
}

async function setImage(app: string, image: string) {
  const { containers } = await getApp(ctx, app);
  const [container] = containers;
  if (!container) throw new Error('no container');
  const { env: _env, secrets: _secrets, ...rest } = container;
  await updateApp(ctx, app, { containers: [{ ...rest, image, env: { VERSION: image }, secrets: {} }] });
}

test('a deployment walks its steps in order, each recorded, and ends succeeded with its release serving', async () => {
  const app = await addApp(ctx, 'walk');
  const deployment = await deploy(app);
  expect(deployment).toMatchObject({ status: 'succeeded', revision: 1, trigger: 'manual', reason: null });
  expect(deployment.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'resolve_images succeeded',
    'pull_images succeeded',
    'start_containers succeeded',
    'check_health succeeded',
    'shift_traffic succeeded',
    'remove_old succeeded',
  ]);
  expect(fixture.target.serving(app)).toBe(deployment.id);
  expect((await getApp(ctx, app)).serving).toEqual({ release: deployment.id, revision: 1 });
});

test('a second version gets the next revision and the old release goes', async () => {
  const app = await addApp(ctx, 'second');
  await deploy(app);
  await setImage(app, 'shop/api:2');
  const second = await deploy(app);
  expect(second).toMatchObject({ status: 'succeeded', revision: 2, previousRevision: 1 });
  expect(fixture.target.running(app)).toEqual([second.id]);
});

test('deploying an unchanged app makes no new revision', async () => {
  const app = await addApp(ctx, 'unchanged');
  await deploy(app);
  expect(await deploy(app)).toMatchObject({ status: 'succeeded', revision: 1 });
});

test('a version that does not become healthy is rolled back, saying the step, the exit code, the last lines and what to do', async () => {
  const app = await addApp(ctx, 'sick');
  const first = await deploy(app);
  await setImage(app, 'shop/api:sick');
  fixture.target.failNext('checkHealth', unhealthy());
  const second = await deploy(app);
  expect(second).toMatchObject({
    status: 'rolled_back',
    reason: { code: 'deployment.container_died' },
    failure: { step: 'check_health', container: 'web', exitCode: 3, healthCheck: 'GET / answered nothing' },
  });
  expect(second.failure?.advice).not.toBe('');
  expect(fixture.target.serving(app)).toBe(first.id);
  expect(fixture.target.running(app)).toEqual([first.id]);
  expect((await getApp(ctx, app)).serving).toEqual({ release: first.id, revision: 1 });
});

test('a first version that fails leaves nothing running and ends failed', async () => {
  const app = await addApp(ctx, 'first-sick');
  fixture.target.failNext('checkHealth', unhealthy());
  expect(await deploy(app)).toMatchObject({ status: 'failed' });
  expect(fixture.target.running(app)).toEqual([]);
  expect((await getApp(ctx, app)).serving).toBeNull();
});

test('a failure before anything changed ends failed, not rolled back, and touches nothing', async () => {
  const app = await addApp(ctx, 'no-image');
  const first = await deploy(app);
  fixture.target.failNext('pullImages', new AppError('image.no_such_tag', 'The image shop/api has no tag 9.'));
  const second = await deploy(app);
  expect(second).toMatchObject({ status: 'failed', reason: { code: 'image.no_such_tag' } });
  expect(fixture.target.acts.filter((act) => act === `restore:${app}`)).toEqual([]);
  expect(fixture.target.serving(app)).toBe(first.id);
});

test('secrets are masked in the log, in the reason and in the last lines of the dead container', async () => {
  const app = await addApp(ctx, 'leaky', 'shop/api:1', 'hunter2-token');
  fixture.target.failNext('checkHealth', unhealthy());
  const deployment = await deploy(app);
  const { lines } = await readDeploymentLog(ctx, deployment.id, { limit: 1_000 });
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.map(({ stream, text }) => `${stream}: ${text}`)).toContain('stdout: my token is ••••••');
  expect(JSON.stringify([deployment, lines])).not.toContain('hunter2-token');
  expect(deployment.failure?.logTail).toEqual(['boom: token ••••••']);
});

test('what may pass is tried again: an engine that is away for a moment fails no deployment', async () => {
  const app = await addApp(ctx, 'blip');
  fixture.target.failNext('startContainers', new AppError('target.unavailable', 'The engine does not answer.'));
  expect(await deploy(app)).toMatchObject({ status: 'succeeded' });
});

test('deployments of one app run one after the other, in the order they were asked for', async () => {
  const app = await addApp(ctx, 'queue');
  const gate = fixture.target.holdNext('checkHealth');
  const first = await createDeployment(ctx, app, {});
  await gate.reached;
  const second = await createDeployment(ctx, app, {});
  const third = await createDeployment(ctx, app, {});
  expect((await getDeployment(ctx, second.id)).status).toBe('queued');
  gate.open();
  await ended(ctx, third.id);
  const { deployments } = await listDeployments(ctx, { app, limit: 10, sort: 'createdAt' });
  const ends = deployments.map(({ endedAt }) => endedAt);
  expect(deployments.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  expect(ends).toEqual([...ends].sort());
});

test('a queued deployment that is canceled never runs, and the next one does', async () => {
  const app = await addApp(ctx, 'cancel-queued');
  const gate = fixture.target.holdNext('checkHealth');
  const first = await createDeployment(ctx, app, {});
  await gate.reached;
  const second = await createDeployment(ctx, app, {});
  const third = await createDeployment(ctx, app, {});
  expect(await cancelDeployment(ctx, second.id)).toMatchObject({ status: 'canceled', startedAt: null });
  gate.open();
  await Promise.all([ended(ctx, first.id), ended(ctx, third.id)]);
  expect(fixture.target.acts.filter((act) => act.endsWith(second.id))).toEqual([]);
});

test('a running deployment that is canceled stops, restores what served and ends canceled', async () => {
  const app = await addApp(ctx, 'cancel-running');
  const first = await deploy(app);
  const gate = fixture.target.holdNext('checkHealth');
  const second = await createDeployment(ctx, app, {});
  await gate.reached;
  await cancelDeployment(ctx, second.id);
  expect(await ended(ctx, second.id)).toMatchObject({ status: 'canceled', reason: { code: 'deployment.canceled' } });
  expect(fixture.target.running(app)).toEqual([first.id]);
  expect(fixture.target.serving(app)).toBe(first.id);
});

test('a canceled deployment whose traffic had moved gives the traffic back', async () => {
  const app = await addApp(ctx, 'cancel-late');
  const first = await deploy(app);
  const gate = fixture.target.holdNext('shiftTraffic');
  const second = await createDeployment(ctx, app, {});
  await gate.reached;
  await cancelDeployment(ctx, second.id);
  expect(await ended(ctx, second.id)).toMatchObject({ status: 'canceled' });
  expect(fixture.target.serving(app)).toBe(first.id);
});

test('a deployment that removes the old version can no longer be canceled, and says to roll back', async () => {
  const app = await addApp(ctx, 'cancel-too-late');
  const gate = fixture.target.holdNext('removeOld');
  const { id } = await createDeployment(ctx, app, {});
  await gate.reached;
  await expect(cancelDeployment(ctx, id)).rejects.toMatchObject({ code: 'deployment.finished' });
  gate.open();
  expect(await ended(ctx, id)).toMatchObject({ status: 'succeeded' });
});

test('a worker that shuts down in the middle of any step hands the deployment over, and it ends once', async () => {
  for (const act of [
    'platform',
    'pullImages',
    'startContainers',
    'checkHealth',
    'shiftTraffic',
    'removeOld',
  ] as const) {
    const app = await addApp(ctx, `hand-over-${act}`);
    const gate = fixture.target.holdNext(act);
    const { id } = await createDeployment(ctx, app, {});
    await gate.reached;
    if (act === 'platform') gate.open();
    await fixture.stopWorkers();
    fixture.startWorkers();
    expect(await ended(ctx, id)).toMatchObject({ status: 'succeeded', revision: 1 });
    expect(fixture.target.running(app)).toEqual([id]);
  }
});

test('rolling back what serves brings back what served before it, with its env and secrets', async () => {
  const app = await addApp(ctx, 'roll-back', 'shop/api:1', 'first-secret');
  await deploy(app);
  await setImage(app, 'shop/api:2');
  const second = await deploy(app);
  const { id } = await rollbackDeployment(ctx, second.id);
  expect(await ended(ctx, id)).toMatchObject({ status: 'succeeded', revision: 1, trigger: 'rollback' });
  expect(fixture.target.environments.get(id)).toEqual({ VERSION: 'shop/api:1', TOKEN: 'first-secret' });
});

test('rolling back to a deployment that served earlier brings that one back', async () => {
  const app = await addApp(ctx, 'roll-back-to');
  const first = await deploy(app);
  await setImage(app, 'shop/api:2');
  await deploy(app);
  await setImage(app, 'shop/api:3');
  await deploy(app);
  const { id } = await rollbackDeployment(ctx, first.id);
  expect(await ended(ctx, id)).toMatchObject({ revision: 1 });
});

test('rolling back goes past a revision that was only deployed again', async () => {
  const app = await addApp(ctx, 'roll-back-again');
  await deploy(app);
  await setImage(app, 'shop/api:2');
  await deploy(app);
  const again = await deploy(app);
  const { id } = await rollbackDeployment(ctx, again.id);
  expect(await ended(ctx, id)).toMatchObject({ revision: 1 });
});

test('a first deployment has nothing to roll back to, and says so', async () => {
  const app = await addApp(ctx, 'nothing-before');
  const first = await deploy(app);
  await expect(rollbackDeployment(ctx, first.id)).rejects.toMatchObject({ code: 'deployment.nothing_to_roll_back' });
});

test('a team that queues 500 does not delay the next one of another team', async () => {
  const busy = await fixture.createTeam('Busy');
  const calm = await fixture.createTeam('Calm');
  const gates = Array.from({ length: 4 }, () => fixture.target.holdNext('checkHealth'));
  const apps = await Promise.all(Array.from({ length: 10 }, (_, index) => addApp(busy, `app-${index}`)));
  for (let round = 0; round < 50; round++) await Promise.all(apps.map((app) => createDeployment(busy, app, {})));
  await Promise.all(gates.map(({ reached }) => reached));
  const { id } = await createDeployment(calm, await addApp(calm, 'mine'), {});
  expect(await ended(calm, id)).toMatchObject({ status: 'succeeded' });
  const ofBusy = { limit: 200, sort: 'createdAt' } as const;
  expect((await listDeployments(busy, { ...ofBusy, status: 'succeeded' })).deployments).toEqual([]);
  expect((await listDeployments(busy, { ...ofBusy, status: 'running' })).deployments).toHaveLength(4);
  for (const app of apps) await cancelDeploymentsOf(busy, app);
  for (const { open } of gates) open();
  await eventually(async () => expect(await listBusyApps(busy)).toEqual([]), { timeoutMs: 120_000 });
}, 240_000);

test('another team sees a deployment as one that does not exist', async () => {
  const hostile = await fixture.createTeam('Hostile');
  const { id } = await deploy(await addApp(ctx, 'private'));
  for (const attempt of [getDeployment, cancelDeployment, rollbackDeployment]) {
    await expect(attempt(hostile, id)).rejects.toMatchObject({ code: 'deployment.not_found' });
  }
  await eventually(async () =>
    expect((await listDeployments(hostile, { limit: 50, sort: 'createdAt' })).deployments).toEqual([]),
  );
});
