import { createDeployment, getDeployment, sweepDeployments } from '@oatfin/domain/deployments';
import { startRedis } from '@oatfin/testkit/redis';
import { addApp, ended, openWorkerFixture } from '../runtime/worker.fixture';

test('a deployment asked for while Redis is away is accepted once, and runs when Redis is back', async () => {
  const redis = await startRedis();
  const fixture = await openWorkerFixture({ redisUrl: redis.url });
  const ctx = await fixture.createTeam();
  const app = await addApp(ctx, 'patient');
  await redis.stop();
  const { id } = await createDeployment(ctx, app, {});
  expect(await getDeployment(ctx, id)).toMatchObject({ status: 'queued' });
  const again = await startRedis({ port: Number(new URL(redis.url).port) });
  fixture.startWorkers();
  await sweepDeployments(fixture.system);
  expect(await ended(ctx, id)).toMatchObject({ status: 'succeeded' });
  await fixture.close();
  await again.stop();
}, 60_000);
