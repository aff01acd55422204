import { createApp, getApp } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import { getDeployment } from '@oatfin/domain/deployments';
import { connectRedis } from '@oatfin/platform/queue';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { eventually } from '@oatfin/testkit/eventually';
import { handlers } from '../handlers';
import { startWorkers, type Workers } from './start-workers';

/** A test system with workers that can be started and stopped. */
export interface WorkerFixture extends TestSystem {
  startWorkers(concurrency?: number): Workers;
  stopWorkers(): Promise<void>;
}

/** Opens the stores; workers start when a test asks for them, and stop with `stopWorkers` or `close`. */
export async function openWorkerFixture(options: Parameters<typeof createTestSystem>[0] = {}): Promise<WorkerFixture> {
  const test = await createTestSystem(options);
  const connection = connectRedis(test.redisUrl, { blocking: true, logger: test.system.logger });
  let started: Workers[] = [];
  const stopWorkers = async () => {
    await Promise.all(started.map((workers) => workers.close()));
    started = [];
  };
  return {
    ...test,
    startWorkers: (concurrency = 10) => {
      const workers = startWorkers(test.system, handlers, {
        connection,
        prefix: test.prefix,
        concurrency,
        lockSeconds: 10,
      });
      started.push(workers);
      return workers;
    },
    stopWorkers,
    close: async () => {
      await stopWorkers();
      connection.disconnect();
      await test.close();
    },
  };
}

/** An app with one public container; `secret` is what its TOKEN holds. */
export async function addApp(ctx: Ctx, name: string, image = 'shop/api:1', secret = 'hunter2-token'): Promise<string> {
  const container = { name: 'web', image, replicas: 1, cpu: 0.25, memoryMb: 128, ports: [8080], publicPort: 8080 };
  const app = await createApp(ctx, {
    name,
    environment: 'production',
    target: { kind: 'docker', cloudAccount: null },
    containers: [{ ...container, env: { VERSION: image }, secrets: { TOKEN: secret } }],
    dependsOn: [],
  });
  return app.id;
}

/** Resolves with the deployment once it has ended. */
export async function ended(ctx: Ctx, id: string, timeoutMs = 15_000) {
  return eventually(
    async () => {
      const deployment = await getDeployment(ctx, id);
      if (deployment.endedAt === null) throw new Error(`still ${deployment.status}`);
      const app = await getApp(ctx, deployment.app).catch(() => null);
      if (String(app?.activeDeployment) === id) throw new Error('still holds its app');
      return deployment;
    },
    { timeoutMs },
  );
}
