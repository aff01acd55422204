import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { getApp, setHealth, updateApp } from '../../apps';
import type { Ctx } from '../../context';
import { told } from '../../deployments.fixture';
import { addApps, askChain, type ByName, run } from '../chain.fixture';
import { cancelDeployment, createDeployment } from '../index';

let tests: TestSystem;
let ctx: Ctx;
let apps: ByName;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
  apps = await addApps(ctx, { db: [], api: ['db'] });
  await run(ctx, (await createDeployment(ctx, apps('db'), {})).id);
});
afterAll(() => tests.close());

test('a dependency that runs the wanted revision healthy is skipped: it ends succeeded and the target is not touched', async () => {
  const chain = await askChain(ctx, apps('api'), { skipIfCurrent: true });
  const before = (await getApp(ctx, apps('db'))).serving;
  const skipped = await run(ctx, chain('db'));
  expect(skipped).toMatchObject({ status: 'succeeded', revision: 1 });
  expect(skipped.steps.map(({ status }) => status)).toEqual(['succeeded', ...Array(5).fill('skipped')]);
  expect(tests.target.acts.filter((act) => act.endsWith(chain('db')))).toEqual([]);
  expect((await getApp(ctx, apps('db'))).serving).toEqual(before);
  expect(JSON.stringify(await told(ctx, chain('db')))).toContain('serves already and is healthy');
  expect(await run(ctx, chain('api'))).toMatchObject({ status: 'succeeded' });
});

test.each([
  ['is not healthy', async () => setHealth(ctx, apps('db'), 'degraded')],
  ['runs another revision', async () => void (await updateApp(ctx, apps('db'), { containers: [other] }))],
])('a dependency that %s is deployed', async (_title, spoil) => {
  await spoil();
  const chain = await askChain(ctx, apps('api'), { skipIfCurrent: true });
  await run(ctx, chain('db'));
  expect(tests.target.running(apps('db'))).toEqual([chain('db')]);
});

test('a dependency that may not be skipped is deployed again', async () => {
  const chain = await askChain(ctx, apps('api'));
  await run(ctx, chain('db'));
  expect(tests.target.running(apps('db'))).toEqual([chain('db')]);
});

test('a cancel that came before the skipping is obeyed', async () => {
  const chain = await askChain(ctx, apps('api'), { skipIfCurrent: true });
  const gate = tests.target.holdNext('platform');
  const running = run(ctx, chain('db'));
  await gate.reached;
  await cancelDeployment(ctx, chain('db'));
  gate.open();
  expect(await running).toMatchObject({ status: 'canceled' });
});

const other = {
  ...{ name: 'web', image: 'shop/api:2', replicas: 1, cpu: 0.25, memoryMb: 128, ports: [8080], publicPort: 8080 },
  ...{ env: {}, secrets: {} },
};
