import { createDeployment, followDeployment, sweepDeployments } from '@oatfin/domain/deployments';
import { Redis } from 'ioredis';
import { addApp, ended, openWorkerFixture, type WorkerFixture } from '../runtime/worker.fixture';

let fixture: WorkerFixture;

beforeAll(async () => {
  fixture = await openWorkerFixture();
});
afterAll(() => fixture.close());

/** Removes what this test file keeps in Redis, as an emptied Redis would have. */
async function emptyQueue() {
  const keys = await keysOf(`${fixture.prefix}*`);
  const redis = new Redis(fixture.redisUrl);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
}

async function keysOf(pattern: string): Promise<string[]> {
  const redis = new Redis(fixture.redisUrl);
  const keys = await redis.keys(pattern);
  redis.disconnect();
  return keys;
}

test('a deployment whose job Redis lost is put back by the sweep and ends once', async () => {
  const ctx = await fixture.createTeam();
  const app = await addApp(ctx, 'lost');
  const { id } = await createDeployment(ctx, app, {});
  await emptyQueue();
  await sweepDeployments(fixture.system);
  await sweepDeployments(fixture.system);
  expect(await keysOf(`${fixture.prefix}:deployments:deployment-run-*`)).toHaveLength(1);
  fixture.startWorkers();
  expect(await ended(ctx, id)).toMatchObject({ status: 'succeeded' });
  expect(fixture.target.acts.filter((act) => act === `startContainers:${id}`)).toHaveLength(1);
  await fixture.stopWorkers();
});

test('what a deployment says can be followed from the start and from any event on, and ends after the final status', async () => {
  fixture.startWorkers();
  const ctx = await fixture.createTeam();
  const { id } = await createDeployment(ctx, await addApp(ctx, 'told'), {});
  const read = async (after: number) => {
    const events = [];
    for await (const event of await followDeployment(ctx, id, after, new AbortController().signal)) events.push(event);
    return events;
  };
  const live = await read(0);
  expect(live.map(({ seq }) => seq)).toEqual(live.map((_event, index) => index + 1));
  expect(live.filter(({ kind }) => kind === 'status').map(({ data }) => ('status' in data ? data.status : ''))).toEqual(
    ['queued', 'running', 'succeeded'],
  );
  expect(await read(5)).toEqual(live.slice(5));
});
