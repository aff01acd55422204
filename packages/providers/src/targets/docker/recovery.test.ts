import { aCall, aContainer, aRelease, ask, deploy } from '@oatfin/testkit/docker-target';
import { eventually } from '@oatfin/testkit/eventually';
import { appImages } from '@oatfin/testkit/images';
import { connectAdmin } from '../../edge/admin';
import { useVersions } from './versions.fixture';

const given = useVersions();

test('a candidate that fails is undone: the old version never stopped answering', async () => {
  const { target, edge, v1, newApp, secondTarget, image } = given();
  const app = newApp();
  const old = aRelease(app, aContainer(v1));
  await deploy(target, old);
  const [before] = await target.observe(app);
  const bad = aRelease(app, aContainer(await image('dies', appImages.dies())));
  await expect(deploy(target, bad)).rejects.toMatchObject({ name: 'UnhealthyError' });
  expect(await ask(edge, app.host)).toBe('200 v1');
  await target.restore(app, old.release, aCall());
  await secondTarget().restore(app, old.release, aCall());
  expect(await target.observe(app)).toEqual([before]);
}, 60_000);

test('a release that serves already is undone by going back, also when the old one was stopped', async () => {
  const { target, edge, docker, instance, v1, v2, newApp } = given();
  const app = newApp();
  const old = aRelease(app, aContainer(v1));
  const next = aRelease(app, aContainer(v2));
  await deploy(target, old);
  await target.startContainers(next, aCall());
  await target.checkHealth(next, aCall());
  await target.shiftTraffic(next, aCall());
  expect(await ask(edge, app.host)).toBe('200 v2');
  await docker.getContainer(`${instance}-${app.app}-${old.release}-web-0`).stop({ t: 1 });
  await target.restore(app, old.release, aCall());
  expect(await ask(edge, app.host)).toBe('200 v1');
  expect(await target.observe(app)).toMatchObject([{ release: old.release, state: 'running' }]);
}, 60_000);

test('undoing the first release of an app leaves no container and no address', async () => {
  const { target, edge, v1, newApp } = given();
  const app = newApp();
  await deploy(target, aRelease(app, aContainer(v1)));
  await target.restore(app, null, aCall());
  expect(await target.observe(app)).toEqual([]);
  expect(await ask(edge, app.host)).toMatch(/^404 /);
}, 60_000);

test('going back to a release of which nothing is left is refused, and removes nothing', async () => {
  const { target, edge, v1, newApp } = given();
  const app = newApp();
  await deploy(target, aRelease(app, aContainer(v1)));
  await expect(target.restore(app, 'gone', aCall())).rejects.toMatchObject({ code: 'target.failed' });
  expect(await ask(edge, app.host)).toBe('200 v1');
}, 60_000);

test('an edge that comes back empty is told again which release serves, candidates aside', async () => {
  const { target, secondTarget, edge, restartCaddy, v1, v2, newApp } = given();
  const [app, other] = [newApp(), newApp()];
  await deploy(target, aRelease(app, aContainer({ ...v1, replicas: 2 })));
  await deploy(target, aRelease(other, aContainer(v2)));
  const candidate = aRelease(app, aContainer(v2));
  await target.startContainers(candidate, aCall());
  await restartCaddy();
  await expect(ask(edge, app.host)).rejects.toThrow();
  await secondTarget().reconcileTraffic();
  expect([await ask(edge, app.host), await ask(edge, other.host)]).toEqual(['200 v1', '200 v2']);
}, 60_000);

test('a second reconcile, and one of a worker that died within a switch, change nothing that is right', async () => {
  const { target, secondTarget, edge, adminUrl, v1, v2, newApp } = given();
  const app = newApp();
  const [old, next] = [aRelease(app, aContainer(v1)), aRelease(app, aContainer(v2))];
  await deploy(target, old);
  await target.reconcileTraffic();
  const config = () => connectAdmin(adminUrl)('GET', '/config/').then(({ body }) => body);
  const before = await config();
  await secondTarget().reconcileTraffic();
  expect(await config()).toBe(before);

  await target.startContainers(next, aCall());
  await target.checkHealth(next, aCall());
  await target.shiftTraffic(next, aCall());
  await secondTarget().reconcileTraffic();
  expect(await ask(edge, app.host)).toBe('200 v2');
}, 60_000);

test('the route of an app whose containers are gone goes with the next reconcile', async () => {
  const { target, edge, docker, v1, newApp } = given();
  const app = newApp();
  await deploy(target, aRelease(app, aContainer(v1)));
  const containers = await docker.listContainers({ filters: { label: [`oatfin.app=${app.app}`] } });
  await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
  await target.reconcileTraffic();
  expect(await ask(edge, app.host)).toMatch(/^404 /);
}, 60_000);

test('a serving container that dies is started again by the engine and answers again, with nothing of Oatfin running', async () => {
  const { target, edge, docker, instance, newApp, image } = given();
  const app = newApp();
  const cmd = ['sh', '-c', 'httpd -f -p 8080 -h /www & echo $! > /pid; wait $!; exit 7'];
  const mortal = await image('mortal', { ...appImages.web('v1'), cmd });
  const release = aRelease(app, aContainer(mortal));
  await deploy(target, release);
  await docker
    .getContainer(`${instance}-${app.app}-${release.release}-web-0`)
    .exec({ Cmd: ['sh', '-c', 'kill -9 $(cat /pid)'] })
    .then((exec) => exec.start({}));
  await eventually(async () => expect(await target.observe(app)).toMatchObject([{ restarts: 1, state: 'running' }]), {
    timeoutMs: 10_000,
  });
  expect(await ask(edge, app.host)).toBe('200 v1');
}, 60_000);
