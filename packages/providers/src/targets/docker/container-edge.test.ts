import { createCaddyEdge, type Edge } from '@oatfin/providers/edge';
import { type CaddyContainer, startCaddyContainer } from '@oatfin/testkit/caddy';
import {
  aCall,
  aContainer,
  anApp,
  aRelease,
  ask,
  deploy,
  type Fixture,
  startFixture,
  startTraffic,
  testLimits,
} from '@oatfin/testkit/docker-target';
import { appImages } from '@oatfin/testkit/images';
import type { Target } from '..';
import { createDockerTarget } from '.';

let fixture: Fixture;
let caddy: CaddyContainer;
let edge: Edge;
let target: Target;
beforeAll(async () => {
  fixture = await startFixture();
  const { docker, instance } = fixture;
  caddy = await startCaddyContainer(docker, instance);
  edge = createCaddyEdge({ adminUrl: caddy.adminUrl, port: caddy.edgePort, container: caddy.name });
  target = createDockerTarget({ docker, edge, instance, limits: testLimits });
}, 60_000);
afterAll(async () => {
  await caddy.stop();
  await fixture.stop();
}, 60_000);

const timing = { intervalSeconds: 0.5, timeoutSeconds: 2, retries: 2, startPeriodSeconds: 0.5 };
const http = { type: 'http', path: '/health', port: 8080, ...timing } as const;

async function edgeNetworks(): Promise<string[]> {
  const { NetworkSettings } = await fixture.docker.getContainer(caddy.name).inspect();
  return Object.keys(NetworkSettings.Networks);
}

test('an edge that is a container joins the networks of apps, probes from there and sees no failure in a swap', async () => {
  const app = anApp();
  const network = `${fixture.instance}-${app.app}`;
  const [v1, v2] = [await fixture.image('web', appImages.web('v1')), await fixture.image('web', appImages.web('v2'))];
  await deploy(target, aRelease(app, aContainer(v1)));
  expect(await ask(edge, app.host)).toBe('200 v1');
  expect(await edgeNetworks()).toContain(network);
  const traffic = startTraffic(edge, app.host);
  await deploy(target, aRelease(app, aContainer({ ...v2, healthCheck: http })));
  await traffic.stop();
  expect(traffic.failures).toEqual([]);
  expect([...traffic.answers.keys()]).toEqual(['200 v1', '200 v2']);
  await target.destroy(app, aCall());
  expect(await edgeNetworks()).not.toContain(network);
}, 60_000);

test('what a probe from inside the edge hears is told in words', async () => {
  const check = async (image: Awaited<ReturnType<Fixture['image']>>, healthCheck: typeof http | null) => {
    const app = anApp();
    const failure = await deploy(target, aRelease(app, aContainer({ ...image, healthCheck }))).catch((error) => error);
    await target.destroy(app, aCall());
    return failure.details.healthCheck;
  };
  const silent = await fixture.image('silent', appImages.neverListens());
  expect(await check(await fixture.image('bad', appImages.unhealthy()), http)).toBe('GET /health answered 503');
  expect(await check(silent, http)).toBe('GET /health on port 8080 refuses connections');
  expect(await check(silent, null)).toBe('port 8080 does not accept connections');
}, 60_000);

test('an edge container that is restarted, or lost its networks, is told again', async () => {
  const app = anApp();
  await deploy(target, aRelease(app, aContainer(await fixture.image('web', appImages.web('v1')))));
  const network = fixture.docker.getNetwork(`${fixture.instance}-${app.app}`);
  await network.disconnect({ Container: caddy.name, Force: true });
  await caddy.restart();
  await target.reconcileTraffic();
  expect(await ask(edge, app.host)).toBe('200 v1');
  await target.destroy(app, aCall());
}, 60_000);
