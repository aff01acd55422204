import { stepNames } from '@oatfin/contracts';
import { eventually } from '@oatfin/testkit/eventually';
import { appImages } from '@oatfin/testkit/images';
import { type Client, type Product, startProduct } from '@oatfin/testkit/product';

let product: Product;
let client: Client;

jest.setTimeout(240_000);

beforeAll(async () => {
  product = await startProduct();
  client = await product.signUp();
});
afterAll(() => product.stop());

async function registerApp(image: string): Promise<string> {
  const { TEST_REGISTRY_USERNAME: username, TEST_REGISTRY_PASSWORD: password } = process.env;
  const added = await client.call('POST', '/registries', {
    name: 'Private',
    host: product.registry,
    username,
    password,
  });
  const healthCheck = { type: 'tcp', port: 8080, intervalSeconds: 1, timeoutSeconds: 1, retries: 30 };
  const containers = [
    {
      name: 'web',
      image,
      registry: added.body.registry.id,
      ports: [8080],
      publicPort: 8080,
      memoryMb: 32,
      healthCheck,
    },
  ];
  const { body } = await client.call('POST', '/apps', { name: 'killed', containers });
  return body.app.id;
}

/** Resolves as soon as the step is running or done. */
async function reached(deployment: string, step: string): Promise<void> {
  await eventually(
    async () => {
      const { body } = await client.call('GET', `/deployments/${deployment}`);
      expect(body.deployment.steps.find(({ name }) => name === step)?.status).toMatch(/running|succeeded/);
    },
    { timeoutMs: 60_000, intervalMs: 5 },
  );
}

test('a worker killed at any step loses no deployment and doubles nothing: another one carries on', async () => {
  const app = await registerApp(await product.publish('shop/killed:1', appImages.slow('1', 2)));
  for (const step of stepNames) {
    const victim = await product.startWorker();
    const { body } = await client.call('POST', `/apps/${app}/deployments`, {});
    await reached(body.deployment.id, step);
    await victim.kill();
    const heir = await product.startWorker();
    const deployment = await client.ended(body.deployment.id, 120_000);
    expect(deployment).toMatchObject({ status: 'succeeded', revision: 1 });
    const running = await product.docker.listContainers({ all: true, filters: { label: [`oatfin.app=${app}`] } });
    expect(running.map(({ Labels }) => Labels['oatfin.release'])).toEqual([deployment.id]);
    const statuses = (await client.events(deployment.id)).filter(({ kind }) => kind === 'status');
    expect(statuses.map(({ data }) => ('status' in data ? data.status : ''))).toEqual([
      'queued',
      'running',
      'succeeded',
    ]);
    await heir.stop();
  }
});
