import { AppError } from '@oatfin/platform/errors';
import { aCall, aContainer, aRelease, ask, deploy } from '@oatfin/testkit/docker-target';
import { createDockerTarget, labels } from '.';
import { useVersions } from './versions.fixture';

const given = useVersions();

/** Everything this copy of Oatfin has on the engine, by name. */
async function things(): Promise<string[]> {
  const { docker, instance } = given();
  const filters = { label: [`${labels.instance}=${instance}`] };
  const containers = await docker.listContainers({ all: true, filters });
  const networks = await docker.listNetworks({ filters });
  return [...containers.map(({ Names }) => Names.join()), ...networks.map(({ Name }) => Name)].sort();
}

test('a release answers at its address, the next one takes its place, and a destroyed app leaves nothing', async () => {
  const { target, edge, v1, v2, newApp } = given();
  const app = newApp();
  const first = aRelease(app, aContainer(v1));
  await deploy(target, first);
  expect(await ask(edge, app.host)).toBe('200 v1');
  const second = aRelease(app, aContainer({ ...v2, replicas: 2 }));
  await deploy(target, second);
  expect(await ask(edge, app.host)).toBe('200 v2');
  const running = { release: second.release, state: 'running', digest: v2.digest, restarts: 0, exitCode: null };
  expect(await target.observe(app)).toMatchObject([
    { ...running, replica: 0 },
    { ...running, replica: 1 },
  ]);
  await target.destroy(app, aCall());
  expect(await ask(edge, app.host)).toMatch(/^404 .*No app answers here/s);
  expect((await things()).filter((name) => name.includes(app.app))).toEqual([]);
}, 60_000);

test('every step done twice, the second time by another worker, makes nothing twice', async () => {
  const { target, secondTarget, edge, v1, v2, newApp } = given();
  const app = newApp();
  const old = aRelease(app, aContainer(v1));
  await deploy(target, old);
  const release = aRelease(
    app,
    aContainer({ ...v2, replicas: 2 }),
    aContainer({ ...v2, name: 'job', publicPort: null }),
  );
  const steps = ['pullImages', 'startContainers', 'checkHealth', 'shiftTraffic', 'removeOld'] as const;
  for (const step of steps) {
    await target[step](release, aCall());
    const after = await things();
    const before = (await target.observe(app)).map(({ startedAt }) => startedAt);
    await secondTarget()[step](release, aCall());
    expect(await things()).toEqual(after);
    expect((await target.observe(app)).map(({ startedAt }) => startedAt)).toEqual(before);
  }
  expect(await ask(edge, app.host)).toBe('200 v2');
  await target.destroy(app, aCall());
  await secondTarget().destroy(app, aCall());
}, 60_000);

test('two workers that start one release at the same moment make it once', async () => {
  const { target, secondTarget, v1, newApp } = given();
  const app = newApp();
  const release = aRelease(app, aContainer({ ...v1, replicas: 3 }));
  await target.pullImages(release, aCall());
  await Promise.all([target.startContainers(release, aCall()), secondTarget().startContainers(release, aCall())]);
  const made = (await things()).filter((name) => name.includes(app.app));
  expect(made).toHaveLength(4);
  await target.checkHealth(release, aCall());
}, 60_000);

test('a worker that died between two containers is carried on by one that makes only the missing one', async () => {
  const { target, secondTarget, docker, instance, v1, newApp } = given();
  const app = newApp();
  const release = aRelease(app, aContainer({ ...v1, replicas: 2 }));
  await target.pullImages(release, aCall());
  await target.startContainers(release, aCall());
  await docker.getContainer(`${instance}-${app.app}-${release.release}-web-1`).remove({ force: true });
  const [kept] = await target.observe(app);
  await secondTarget().startContainers(release, aCall());
  await secondTarget().checkHealth(release, aCall());
  expect(await target.observe(app)).toMatchObject([{ startedAt: kept?.startedAt }, { replica: 1, state: 'running' }]);
}, 60_000);

test('a container gets its limits, and neither privileges nor anything of the host', async () => {
  const { target, docker, instance, v1, newApp } = given();
  const app = newApp();
  const release = aRelease(app, aContainer({ ...v1, env: { GREETING: 'hello world' }, cpu: 0.25, memoryMb: 32 }));
  await deploy(target, release);
  const info = await docker.getContainer(`${instance}-${app.app}-${release.release}-web-0`).inspect();
  expect(info.HostConfig).toMatchObject({
    Privileged: false,
    Binds: null,
    CapDrop: ['ALL'],
    CapAdd: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETUID', 'SETGID', 'KILL', 'NET_BIND_SERVICE'],
    SecurityOpt: ['no-new-privileges'],
    PidsLimit: 1024,
    NanoCpus: 250_000_000,
    Memory: 32 * 1024 * 1024,
    RestartPolicy: { Name: 'unless-stopped' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
    NetworkMode: `${instance}-${app.app}`,
  });
  expect(info.Mounts).toEqual([]);
  expect(Object.keys(info.NetworkSettings.Networks)).toEqual([`${instance}-${app.app}`]);
  expect(info.Config.Env).toContain('GREETING=hello world');
  expect(info.Config.Labels).toMatchObject({
    'oatfin.team': app.team,
    'oatfin.app': app.app,
    'oatfin.app-name': 'Shop',
    'oatfin.revision': String(release.revision),
    'oatfin.release': release.release,
    'oatfin.container': 'web',
    'oatfin.replica': '0',
  });
}, 60_000);

test('containers of a release find each other by name, and never those of another release', async () => {
  const { target, docker, instance, v1, newApp } = given();
  const app = newApp();
  const hosts = async (release: { release: string }) => {
    const container = docker.getContainer(`${instance}-${app.app}-${release.release}-front-0`);
    return (await container.inspect()).HostConfig.ExtraHosts;
  };
  const front = aContainer({ ...v1, name: 'front' });
  const back = aContainer({ ...v1, name: 'back', publicPort: null });
  const [first, second] = [aRelease(app, front, back), aRelease(app, front, back)];
  await target.pullImages(first, aCall());
  await target.startContainers(first, aCall());
  await target.startContainers(second, aCall());
  const [ofFirst, ofSecond] = [await hosts(first), await hosts(second)];
  expect(ofFirst).toEqual([expect.stringMatching(/^front:10\./), expect.stringMatching(/^back:10\./)]);
  expect(new Set([...ofFirst, ...ofSecond]).size).toBe(4);
}, 60_000);

test('another copy of Oatfin on the same engine and edge sees and touches nothing of this one', async () => {
  const { target, docker, edge, v1, newApp, instance } = given();
  const app = newApp();
  await deploy(target, aRelease(app, aContainer(v1)));
  const stranger = createDockerTarget({ docker, edge, instance: `${instance}-other` });
  expect(await stranger.observe(app)).toEqual([]);
  await stranger.reconcileTraffic();
  await stranger.destroy(app, aCall());
  await stranger.removeOld(aRelease(app), aCall());
  expect(await ask(edge, app.host)).toBe('200 v1');
}, 60_000);

test('an app cannot take the address of another', async () => {
  const { target, edge, v1, v2, newApp } = given();
  const [app, thief] = [newApp(), newApp()];
  await deploy(target, aRelease(app, aContainer(v1)));
  const stolen = aRelease({ ...thief, host: app.host }, aContainer(v2));
  await expect(deploy(target, stolen)).rejects.toMatchObject({ code: 'target.failed' });
  await target.restore({ ...thief, host: app.host }, null, aCall());
  expect(await ask(edge, app.host)).toBe('200 v1');
}, 60_000);

test('what cannot be removed is named', async () => {
  const { target, docker, instance, v1, newApp } = given();
  const app = newApp();
  await deploy(target, aRelease(app, aContainer(v1)));
  const squatter = await docker.createContainer({
    Image: v1.image,
    Labels: { [labels.instance]: instance },
    HostConfig: { NetworkMode: `${instance}-${app.app}` },
  });
  await squatter.start();
  const failure = await target.destroy(app, aCall()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({
    code: 'target.leftovers',
    details: { leftovers: [`network ${instance}-${app.app}`] },
  });
  await squatter.remove({ force: true });
}, 60_000);
