import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { eventually } from '@oatfin/testkit/eventually';
import { appImages } from '@oatfin/testkit/images';
import { type Client, type Product, startProduct } from '@oatfin/testkit/product';

let product: Product;
let client: Client;
let registry: string;

jest.setTimeout(120_000);

beforeAll(async () => {
  product = await startProduct();
  await product.startWorker();
  client = await product.signUp('Acme');
  registry = await addRegistry(client);
});
afterAll(() => product.stop());

async function addRegistry(owner: Client): Promise<string> {
  const { TEST_REGISTRY_USERNAME: username, TEST_REGISTRY_PASSWORD: password } = process.env;
  const { status, body } = await owner.call('POST', '/registries', {
    name: 'Private',
    host: product.registry,
    username,
    password,
  });
  if (status !== 201) throw new Error(`adding the registry answered ${status}: ${JSON.stringify(body)}`);
  return body.registry.id;
}

const container = (image: string, more: object = {}) => ({
  ...{ name: 'web', image, registry, ports: [8080], publicPort: 8080, memoryMb: 32 },
  healthCheck: { type: 'http', path: '/', port: 8080, intervalSeconds: 1, timeoutSeconds: 2, retries: 3 },
  ...more,
});

async function createApp(name: string, image: string, more: object = {}): Promise<{ id: string; address: string }> {
  const { status, body } = await client.call('POST', '/apps', { name, containers: [container(image, more)] });
  if (status !== 201) throw new Error(`creating ${name} answered ${status}: ${JSON.stringify(body)}`);
  return { id: body.app.id, address: body.app.address ?? '' };
}

/** What a browser would get: `*.localhost` is this machine, whatever the resolver says. */
function visit(address: string, path = '/'): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host: `${hostname}:${port}` } }, async (response) =>
      resolve({ status: response.statusCode ?? 0, body: await text(response) }),
    ).on('error', reject);
  });
}

async function containersOf(app: string): Promise<string[]> {
  const found = await product.docker.listContainers({ all: true, filters: { label: [`oatfin.app=${app}`] } });
  return found.map(({ Id }) => Id);
}

test('an app from a private registry is deployed and answers at its address', async () => {
  const image = await product.publish('shop/first:1', appImages.web('one'));
  const app = await createApp('first', image);
  const deployment = await client.deploy(app.id);
  expect(deployment).toMatchObject({ status: 'succeeded', revision: 1 });
  expect(await visit(app.address)).toEqual({ status: 200, body: 'one\n' });
  const { body } = await client.call('GET', `/apps/${app.id}`);
  expect(body.app).toMatchObject({ status: 'running', currentRevision: 1, lastDeployment: { id: deployment.id } });
});

test('while versions swap, a client requesting in a loop sees no failure', async () => {
  const images = [];
  for (const version of ['1', '2', '3', '4'])
    images.push(await product.publish(`shop/swap:${version}`, appImages.web(version)));
  const app = await createApp('swap', images[0] ?? '');
  await client.deploy(app.id);
  const seen = { requests: 0, failures: [] as unknown[] };
  let isOver = false;
  const visitors = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const answer = await visit(app.address).catch((error: unknown) => error);
      seen.requests += 1;
      if (!(answer instanceof Object && 'status' in answer && answer.status === 200)) seen.failures.push(answer);
    }
  });
  for (const image of images.slice(1)) {
    await client.call('PATCH', `/apps/${app.id}`, { containers: [container(image)] });
    expect(await client.deploy(app.id)).toMatchObject({ status: 'succeeded' });
  }
  isOver = true;
  await Promise.all(visitors);
  expect(seen.failures).toEqual([]);
  expect(seen.requests).toBeGreaterThan(100);
  expect((await visit(app.address)).body).toBe('4\n');
});

test('a version that dies is rolled back while the old one answers, and the failure says why', async () => {
  const app = await createApp('dies', await product.publish('shop/dies:1', appImages.web('good')));
  await client.deploy(app.id);
  const sick = await product.publish('shop/dies:2', appImages.dies());
  await client.call('PATCH', `/apps/${app.id}`, { containers: [container(sick)] });
  const deployment = await client.deploy(app.id);
  expect(deployment).toMatchObject({
    status: 'rolled_back',
    failure: { step: 'check_health', container: 'web', exitCode: 3 },
  });
  expect(deployment.failure?.logTail.join('\n')).toContain('no database');
  expect((await visit(app.address)).body).toBe('good\n');
  expect(await containersOf(app.id)).toHaveLength(1);
});

test('an image that does not exist fails the first step, naming image and registry, and changes nothing', async () => {
  const app = await createApp('ghost', `${product.registry}/shop/no-such-thing:1`);
  const deployment = await client.deploy(app.id);
  expect(deployment).toMatchObject({ status: 'failed', failure: { step: 'resolve_images' } });
  expect(deployment.reason?.code).toMatch(/^image\.no_such/);
  expect(deployment.reason?.message).toContain('shop/no-such-thing');
  expect(deployment.reason?.message).toContain(product.registry);
  expect(await containersOf(app.id)).toEqual([]);
});

test('a running deployment that is canceled stops, and the old version serves', async () => {
  const app = await createApp('cancel', await product.publish('shop/cancel:1', appImages.web('kept')));
  await client.deploy(app.id);
  const slow = await product.publish('shop/cancel:2', appImages.neverListens());
  const patient = { healthCheck: { type: 'tcp', port: 8080, intervalSeconds: 1, timeoutSeconds: 1, retries: 100 } };
  await client.call('PATCH', `/apps/${app.id}`, { containers: [container(slow, patient)] });
  const { body } = await client.call('POST', `/apps/${app.id}/deployments`, {});
  const { id } = body.deployment;
  await eventually(
    async () => {
      const now = await client.call('GET', `/deployments/${id}`);
      expect(now.body.deployment.steps.find(({ name }) => name === 'check_health')?.status).toBe('running');
    },
    { timeoutMs: 30_000 },
  );
  expect((await client.call('POST', `/deployments/${id}/cancel`, {})).status).toBe(202);
  expect(await client.ended(id)).toMatchObject({ status: 'canceled' });
  expect((await visit(app.address)).body).toBe('kept\n');
  expect(await containersOf(app.id)).toHaveLength(1);
});

test('rolling back brings the earlier version back, with its env and secrets', async () => {
  const image = await product.publish('shop/env:1', {
    cmd: [
      'sh',
      '-c',
      'mkdir /www; echo "$GREETING $TOKEN" > /www/index.html; httpd -f -p 8080 -h /www & trap "exit 0" TERM; wait',
    ],
  });
  const app = await createApp('env', image, { env: { GREETING: 'hello' }, secrets: { TOKEN: 'first-token' } });
  await client.deploy(app.id);
  await client.call('PATCH', `/apps/${app.id}`, {
    containers: [container(image, { env: { GREETING: 'bye' }, secrets: { TOKEN: 'second-token' } })],
  });
  const second = await client.deploy(app.id);
  expect((await visit(app.address)).body).toBe('bye second-token\n');
  const { body } = await client.call('POST', `/deployments/${second.id}/rollback`, {});
  expect(await client.ended(body.deployment.id)).toMatchObject({
    status: 'succeeded',
    revision: 1,
    trigger: 'rollback',
  });
  expect((await visit(app.address)).body).toBe('hello first-token\n');
});

test('what a container writes can be read and is masked; its state shows health, restarts, cpu and memory', async () => {
  const image = await product.publish('shop/logs:1', {
    cmd: [
      'sh',
      '-c',
      'echo "token is $TOKEN"; mkdir /www; echo ok > /www/index.html; httpd -f -p 8080 -h /www & trap "exit 0" TERM; wait',
    ],
  });
  const app = await createApp('logs', image, { secrets: { TOKEN: 'very-secret-value' } });
  const deployment = await client.deploy(app.id);
  const logs = await client.call('GET', `/apps/${app.id}/logs?tail=10`);
  expect(logs.body.lines.map((line) => line.text)).toContain('token is ••••••');
  const { body } = await client.call('GET', `/apps/${app.id}/state`);
  expect(body.containers).toEqual([
    expect.objectContaining({ container: 'web', state: 'running', restarts: 0, revision: 1 }),
  ]);
  await eventually(async () => {
    const { body: later } = await client.call('GET', `/apps/${app.id}/state`);
    expect(later.containers[0]?.memoryBytes).toBeGreaterThan(0);
  });
  const told = JSON.stringify(await client.events(deployment.id));
  expect(told).not.toContain('very-secret-value');
});

test('the events of a deployment can be resumed anywhere without a gap or a repetition', async () => {
  const app = await createApp('events', await product.publish('shop/events:1', appImages.web('1')));
  const { id } = await client.deploy(app.id);
  const all = await client.events(id);
  expect(all.at(-1)).toMatchObject({ kind: 'status', data: { status: 'succeeded' } });
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_event, index) => index + 1));
  const middle = Math.floor(all.length / 2);
  expect(await client.events(id, String(middle))).toEqual(all.slice(middle));
});

test('a clone runs beside its source without sharing anything, and goes without touching it', async () => {
  const image = await product.publish('shop/clone:1', appImages.web('cloned'));
  const app = await createApp('clone-me', image, { secrets: { TOKEN: 'kept-in-the-copy' } });
  await client.deploy(app.id);
  const { status, body } = await client.call('POST', `/apps?source=${app.id}`, {});
  expect(status).toBe(201);
  expect(body.app).toMatchObject({ name: 'clone-me-copy', clonedFrom: app.id });
  expect(body.manifest.length).toBeGreaterThan(3);
  const copy = { id: body.app.id, address: body.app.address ?? '' };
  expect(copy.address).not.toBe(app.address);
  await client.deploy(copy.id);
  expect((await visit(copy.address)).body).toBe('cloned\n');
  expect((await client.call('DELETE', `/apps/${copy.id}`)).status).toBe(202);
  await eventually(async () => expect((await client.call('GET', `/apps/${copy.id}`)).status).toBe(404), {
    timeoutMs: 30_000,
  });
  expect(await containersOf(copy.id)).toEqual([]);
  expect((await visit(app.address)).body).toBe('cloned\n');
  expect((await visit(copy.address)).status).toBeGreaterThanOrEqual(404);
});
