import { createApp } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import { deployWithDependencies, readQueue } from '@oatfin/domain/deployments';
import { eventually } from '@oatfin/testkit/eventually';
import { addApp, ended, openWorkerFixture, type WorkerFixture } from '../runtime/worker.fixture';

let fixture: WorkerFixture;
let ctx: Ctx;

beforeAll(async () => {
  fixture = await openWorkerFixture({ teamConcurrency: 2 });
});
beforeEach(async () => {
  ctx = await fixture.createTeam();
  fixture.startWorkers(2);
});
afterEach(() => fixture.stopWorkers());
afterAll(() => fixture.close());

async function needing(name: string, ...dependencies: string[]): Promise<string> {
  const container = { name: 'web', image: 'shop/api:1', replicas: 1, cpu: 0.25, memoryMb: 128, ports: [8080] };
  const app = await createApp(ctx, {
    ...{ name, environment: 'production', target: { kind: 'docker', cloudAccount: null } },
    containers: [{ ...container, env: {}, secrets: {} }],
    dependsOn: dependencies.map((app) => ({ app, leadMinutes: 15, onFailure: 'block' as const })),
  });
  return app.id;
}

test('workers run a whole chain in order without waiting times, what waits holds no slot', async () => {
  const db = await addApp(ctx, 'db');
  const [users, orders] = [await needing('users', db), await needing('orders', db)];
  const shop = await needing('shop', users, orders);
  const gate = fixture.target.holdNext('checkHealth');
  const { deployment, dependencies } = await deployWithDependencies(ctx, shop, {});
  await gate.reached;
  // Two may run at a time: had a blocked one a slot, this could not.
  const other = await deployWithDependencies(ctx, await addApp(ctx, 'other'), {});
  expect(await ended(ctx, other.deployment.id)).toMatchObject({ status: 'succeeded' });
  const { running, waiting, blocked } = await readQueue(ctx);
  expect([running.length, waiting.length, blocked.length]).toEqual([1, 0, 3]);
  gate.open();
  const [first, ...rest] = await Promise.all([...dependencies, deployment].map(({ id }) => ended(ctx, id)));
  const last = rest.pop();
  expect([first?.appName, last?.appName]).toEqual(['db', 'shop']);
  for (const middle of rest) {
    expect(middle.status).toBe('succeeded');
    expect(Date.parse(middle.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.endedAt ?? ''));
    expect(Date.parse(last?.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(middle.endedAt ?? ''));
  }
  await eventually(async () => expect((await readQueue(ctx)).running).toEqual([]));
});
