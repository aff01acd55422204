import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { addApp, ask, deploy, run, told } from '../../deployments.fixture';
import { followDeployment } from '../deployment.service';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterAll(() => tests.close());

async function follow(id: string, afterSeq: number) {
  const signal = AbortSignal.timeout(5_000);
  const events = [];
  for await (const event of await followDeployment(ctx, id, afterSeq, signal)) events.push(event);
  return { events, wasWaiting: signal.aborted };
}

test('who has read the end, and comes back, is not kept waiting', async () => {
  const { id } = await deploy(ctx, await addApp(ctx));
  const last = (await told(ctx, id)).length;
  expect(await follow(id, last)).toEqual({ events: [], wasWaiting: false });
  expect((await follow(id, last - 1)).events).toMatchObject([{ kind: 'status', seq: last }]);
});

test('a number of another deployment, which this one has not reached, hides nothing: it begins at the beginning', async () => {
  const id = await ask(ctx, await addApp(ctx));
  const stream = await followDeployment(ctx, id, 1_000, AbortSignal.timeout(5_000));
  expect((await stream.next()).value).toMatchObject({ seq: 1, data: { status: 'queued' } });
  await run(ctx, id);
  expect((await follow(id, 1_000)).events).toEqual(await told(ctx, id));
});
