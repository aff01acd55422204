import { findApp, updateApp } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import { createDeployment, getDeployment, listDeployments } from '@oatfin/domain/deployments';
import { listRevisions } from '@oatfin/domain/revisions';
import { deleteApp, sweepTeardowns } from '@oatfin/domain/teardowns';
import { AppError } from '@oatfin/platform/errors';
import { eventually } from '@oatfin/testkit/eventually';
import { addApp, ended, openWorkerFixture, type WorkerFixture } from '../runtime/worker.fixture';

let fixture: WorkerFixture;
let ctx: Ctx;

beforeAll(async () => {
  fixture = await openWorkerFixture();
  ctx = await fixture.createTeam();
  fixture.startWorkers();
});
afterEach(() => fixture.setNow(null));
afterAll(() => fixture.close());

async function deployed(name: string): Promise<string> {
  const app = await addApp(ctx, name);
  const { id } = await createDeployment(ctx, app, {});
  await ended(ctx, id);
  return app;
}

const gone = (app: string) => eventually(async () => expect(await findApp(ctx, app)).toBeNull(), { timeoutMs: 15_000 });

test('deleting an app tears down what runs, and then nothing of it is left', async () => {
  const app = await deployed('delete-me');
  expect(await deleteApp(ctx, app)).toMatchObject({ status: 'deleting' });
  await gone(app);
  expect(fixture.target.running(app)).toEqual([]);
  expect((await listDeployments(ctx, { app, limit: 10, sort: 'createdAt' })).deployments).toEqual([]);
  expect((await listRevisions(ctx, app, { limit: 10 })).revisions).toEqual([]);
});

test('deleting an app in the middle of a deployment cancels it first', async () => {
  const app = await deployed('delete-busy');
  const gate = fixture.target.holdNext('checkHealth');
  const { id } = await createDeployment(ctx, app, {});
  await gate.reached;
  await deleteApp(ctx, app);
  await gone(app);
  expect(fixture.target.running(app)).toEqual([]);
  await expect(getDeployment(ctx, id)).rejects.toMatchObject({ code: 'deployment.not_found' });
});

test('an app stays, as deleting, until the target has confirmed that nothing is left', async () => {
  const app = await deployed('leftovers');
  fixture.target.failNext('destroy', new AppError('target.leftovers', 'The network oatfin-leftovers is left.'));
  await deleteApp(ctx, app);
  await gone(app);
  expect(fixture.target.acts.filter((act) => act === `destroy:${app}`)).toHaveLength(2);
});

test('a temporary app is torn down when its time comes, and its record stays', async () => {
  const app = await deployed('temporary');
  await updateApp(ctx, app, { ttlHours: 1 });
  await sweepTeardowns(fixture.system);
  expect(fixture.target.running(app)).toHaveLength(1);
  fixture.setNow(new Date(Date.now() + 2 * 3_600_000));
  await sweepTeardowns(fixture.system);
  await eventually(async () => expect((await findApp(ctx, app))?.stoppedAt).toBeInstanceOf(Date), {
    timeoutMs: 15_000,
  });
  expect(fixture.target.running(app)).toEqual([]);
  expect((await listDeployments(ctx, { app, limit: 10, sort: 'createdAt' })).deployments).toHaveLength(1);
});

test('an app whose time is over is deployed again only once it has a later end', async () => {
  const app = await deployed('extended');
  await updateApp(ctx, app, { ttlHours: 1 });
  fixture.setNow(new Date(Date.now() + 2 * 3_600_000));
  await expect(createDeployment(ctx, app, {})).rejects.toMatchObject({ code: 'app.expired' });
  await updateApp(ctx, app, { ttlHours: 1 });
  const { id } = await createDeployment(ctx, app, {});
  expect(await ended(ctx, id)).toMatchObject({ status: 'succeeded' });
});
