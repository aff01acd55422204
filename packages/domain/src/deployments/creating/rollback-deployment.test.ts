import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { getApp, updateApp } from '../../apps';
import type { Ctx } from '../../context';
import { addApp, deploy, run, unhealthy } from '../../deployments.fixture';
import { createDeployment, rollbackDeployment } from '../index';

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

/** Changes the app, so that what is deployed next is a revision of its own. */
async function change(image: string): Promise<void> {
  const size = { replicas: 1, cpu: 0.25, memoryMb: 128, ports: [8080], publicPort: 8080 };
  await updateApp(ctx, app, { containers: [{ name: 'web', image, ...size, env: {}, secrets: {} }] });
}

test('rolling back skips a revision that was tried and never served', async () => {
  await deploy(ctx, app);
  await change('shop/api:2');
  tests.target.failNext('checkHealth', unhealthy());
  expect(await deploy(ctx, app)).toMatchObject({ status: 'rolled_back', revision: 2 });
  await change('shop/api:3');
  const third = await deploy(ctx, app);
  expect(third).toMatchObject({ status: 'succeeded', revision: 3 });
  expect(await rollbackDeployment(ctx, third.id)).toMatchObject({ revision: 1, trigger: 'rollback' });
});

test('naming a revision older than what serves is rolling back; what serves, or newer, is deployed by hand', async () => {
  await deploy(ctx, app);
  await change('shop/api:2');
  await deploy(ctx, app);
  const back = await createDeployment(ctx, app, { revision: 1 });
  expect(back.trigger).toBe('rollback');
  expect((await createDeployment(ctx, app, { revision: 2 })).trigger).toBe('manual');
  await run(ctx, back.id);
  expect((await getApp(ctx, app)).serving?.revision).toBe(1);
  expect((await createDeployment(ctx, app, { revision: 2 })).trigger).toBe('manual');
});
