import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { addApps, askChain, run } from '../chain.fixture';
import { createDeployment, readQueue } from '../index';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem({ teamConcurrency: 2 });
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterAll(() => tests.close());

test('the queue says of everything that has not ended why it does not run, in the order in which it may start', async () => {
  const apps = await addApps(ctx, { db: [], mail: [], web: [], api: ['db'] });
  const ask = async (app: string) => (await createDeployment(ctx, apps(app), {})).id;
  const chain = await askChain(ctx, apps('api'));
  const gate = tests.target.holdNext('checkHealth');
  const running = run(ctx, chain('db'));
  await gate.reached;
  const waiting = [await ask('mail'), await ask('db'), await ask('web')];
  const queue = await readQueue(ctx);
  expect(queue.running).toMatchObject([{ deployment: { id: chain('db') }, reason: null, position: null }]);
  expect(queue.waiting.map(({ deployment }) => deployment.id)).toEqual(waiting);
  expect(queue.waiting).toMatchObject([
    { position: 1, reason: 'next', explanation: 'It starts as soon as a worker is free.' },
    {
      ...{ position: 2, reason: 'app_busy' },
      ...{ explanation: 'Another deployment of the app goes first.', holder: chain('db') },
    },
    {
      ...{ position: 3, reason: 'team_share' },
      explanation: '2 of 2 deployments of the team that may run at a time are running.',
    },
  ]);
  expect(queue.blocked).toMatchObject([
    { deployment: { id: chain('api') }, position: null, reason: 'dependency', explanation: 'Waits for db.' },
  ]);
  expect([queue.limit, queue.truncated]).toEqual([2, false]);
  gate.open();
  await running;
});

test('of one kind 200 are shown, and it is said that there are more', async () => {
  const apps = await addApps(ctx, { api: [] });
  for (let count = 0; count < 202; count += 1) await createDeployment(ctx, apps('api'), {});
  const { waiting, truncated } = await readQueue(ctx);
  expect([waiting.length, truncated]).toEqual([200, true]);
});
