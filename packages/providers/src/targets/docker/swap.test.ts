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
} from '@oatfin/testkit/docker-target';
import { eventually } from '@oatfin/testkit/eventually';
import { appImages } from '@oatfin/testkit/images';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
}, 60_000);
afterAll(async () => {
  await fixture.stop();
}, 60_000);

test('clients that ask without a pause see no failure through six new versions', async () => {
  const { target } = fixture;
  const app = anApp();
  const images = await Promise.all(
    ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6'].map((version) => fixture.image('web', appImages.web(version))),
  );
  const releases = images.map((image) => aRelease(app, aContainer({ ...image, replicas: 2 })));
  const [first, ...next] = releases;
  if (first) await deploy(target, first);
  const traffic = startTraffic(fixture.edge, app.host);
  for (const release of next) {
    await deploy(target, release);
    expect(await ask(fixture.edge, app.host)).toBe(`200 v${releases.indexOf(release)}`);
  }
  await traffic.stop();
  const count = [...traffic.answers.values()].reduce((sum, n) => sum + n, 0);
  process.stdout.write(`${count} requests through ${next.length} swaps: ${JSON.stringify(traffic.failures)}\n`);
  expect(traffic.failures).toEqual([]);
  expect(traffic.answers.size).toBe(images.length);
  await target.destroy(app, aCall());
}, 120_000);

test('a request that is under way at the switch is answered by the version that has it', async () => {
  const { target, edge } = fixture;
  const app = anApp();
  await deploy(target, aRelease(app, aContainer(await fixture.image('late', appImages.late('v1', 2)))));
  const slow = ask(edge, app.host);
  await eventually(async () => expect(await inFlightOf(app)).toBe(1));
  const call = aCall();
  await deploy(target, aRelease(app, aContainer(await fixture.image('web', appImages.web('v2')))), call);
  expect(await slow).toBe('200 v1');
  expect(call.lines.filter((line) => line.includes('did not end'))).toEqual([]);
  expect(await ask(edge, app.host)).toBe('200 v2');
  await target.destroy(app, aCall());
}, 60_000);

async function inFlightOf(app: { app: string }): Promise<number> {
  const filters = { label: [`oatfin.app=${app.app}`] };
  const [found] = await fixture.docker.listContainers({ filters });
  const [address] = Object.values(JSON.parse(found?.Labels['oatfin.addresses'] ?? '{}'));
  return fixture.edge.inFlight([`${address}:8080`]);
}

test('an old version that ignores SIGTERM and a request that never ends hold the switch up for their time only', async () => {
  const { target, edge } = fixture;
  const app = anApp();
  await deploy(target, aRelease(app, aContainer(await fixture.image('late', appImages.late('v1', 3600)))));
  const endless = ask(edge, app.host);
  await eventually(async () => expect(await inFlightOf(app)).toBe(1));
  const call = aCall();
  await deploy(target, aRelease(app, aContainer(await fixture.image('web', appImages.ignoresTerm('v2')))), call);
  expect(call.lines).toContain('1 requests to the old version did not end in time');
  expect(await endless).toMatch(/^50\d /);
  await deploy(target, aRelease(app, aContainer(await fixture.image('web', appImages.web('v3')))));
  expect(await ask(edge, app.host)).toBe('200 v3');
  await target.destroy(app, aCall());
}, 60_000);

test('a container that is restarted is waited for: its requests are late, not lost', async () => {
  const { target, docker, instance } = fixture;
  const app = anApp();
  const release = aRelease(app, aContainer(await fixture.image('web', appImages.web('v1'))));
  await deploy(target, release);
  const traffic = startTraffic(fixture.edge, app.host);
  const container = docker.getContainer(`${instance}-${app.app}-${release.release}-web-0`);
  const address = async () => Object.values((await container.inspect()).NetworkSettings.Networks)[0]?.IPAddress;
  const was = await address();
  await container.restart({ t: 2 });
  expect(await address()).toBe(was);
  const answered = traffic.answers.get('200 v1') ?? 0;
  await eventually(() => expect(traffic.answers.get('200 v1')).toBeGreaterThan(answered + 20));
  await traffic.stop();
  expect(traffic.failures).toEqual([]);
  await target.destroy(app, aCall());
}, 60_000);
