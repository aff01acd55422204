import { createServer, type Server } from 'node:http';
import { aCall, aContainer, anApp, aRelease, type Fixture, startFixture } from '@oatfin/testkit/docker-target';
import { eventually } from '@oatfin/testkit/eventually';
import { appImages, buildImage, pushImage } from '@oatfin/testkit/images';
import { startRegistry } from '@oatfin/testkit/registry';

const login = { username: 'deployer', password: 'open sesame' };

let fixture: Fixture;
let closed: Awaited<ReturnType<typeof startRegistry>>;
let image: string;
let digest: string;
beforeAll(async () => {
  [fixture, closed] = await Promise.all([startFixture(), startRegistry(login)]);
  const tag = `${closed.host}/${fixture.instance}/web:1`;
  // Its content is its own: the engine would find one that other tests have built.
  await buildImage(fixture.docker, { tag, ...appImages.web(`private ${fixture.instance}`) });
  digest = await pushImage(fixture.docker, tag, login);
  image = `${closed.host}/${fixture.instance}/web@${digest}`;
}, 60_000);
// The engine forgets the image, so that the next pull is one.
beforeEach(() =>
  fixture.docker
    .getImage(`${closed.host}/${fixture.instance}/web:1`)
    .remove()
    .catch(() => undefined),
);
afterEach(() =>
  fixture.docker
    .getImage(image)
    .remove({ force: true })
    .catch(() => undefined),
);
afterAll(() => Promise.all([fixture.stop(), closed.stop()]), 60_000);

const release = (given: { image: string; password?: string }) => {
  const { password = login.password } = given;
  const credentials = { host: closed.host, username: login.username, password };
  return aRelease(anApp(), aContainer({ image: given.image, digest, credentials }));
};

test('an image of a private registry is pulled once, with its credentials', async () => {
  const [first, second] = [aCall(), aCall()];
  await fixture.target.pullImages(release({ image }), first);
  expect(first.lines).toEqual([`Pulling ${image}`, expect.stringContaining(`Pulled ${image} in`)]);
  await fixture.secondTarget().pullImages(release({ image }), second);
  expect(second.lines).toEqual([`${image} is already there`]);
});

test('wrong credentials and an image that is not there fail with what was said', async () => {
  const wrong = fixture.target.pullImages(release({ image, password: 'guess' }), aCall());
  await expect(wrong).rejects.toMatchObject({
    code: 'target.failed',
    message: expect.stringContaining('unauthorized'),
  });
  const missing = image.replace(/[0-9a-f]{64}$/, '0'.repeat(64));
  const absent = fixture.target.pullImages(release({ image: missing }), aCall());
  await expect(absent).rejects.toMatchObject({
    code: 'image.no_such_image',
    message: expect.stringContaining(missing),
  });
});

test('a cancel ends a pull that is under way, at the registry too', async () => {
  const { docker, target } = fixture;
  const slow = await fixture.image('slow', appImages.web(fixture.instance));
  const tagged = await docker.listImages({ filters: { reference: [slow.image.replace(/@.*/, '')] } });
  await Promise.all(tagged.map(({ Id }) => docker.getImage(Id).remove({ force: true })));
  const registry = await startStallingRegistry(fixture.registry);
  const cancel = new AbortController();
  const image = slow.image.replace(fixture.registry, registry.host);
  const pulling = target.pullImages(aRelease(anApp(), aContainer({ ...slow, image })), aCall(cancel.signal));
  await eventually(() => expect(registry.stalled()).toBeGreaterThan(0));
  cancel.abort(new Error('canceled'));
  await expect(pulling).rejects.toThrow('canceled');
  await eventually(() => expect(registry.stalled()).toBe(0));
  registry.server.closeAllConnections();
  registry.server.close();
}, 20_000);

interface StallingRegistry {
  host: string;
  server: Server;
  /** Downloads that have begun and are not given up. */
  stalled(): number;
}

/** The registry `host`, but layers come so slowly that they hardly end. */
async function startStallingRegistry(host: string): Promise<StallingRegistry> {
  let stalled = 0;
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await ask(
      host,
      request.method ?? 'GET',
      request.url ?? '/',
      request.headers.accept,
    );
    response.writeHead(status, headers);
    const isLayer = body.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]));
    if (!isLayer) return response.end(body);
    stalled += 1;
    let sent = 0;
    const trickle = setInterval(() => response.write(body.subarray(sent, ++sent)), 50);
    response.on('close', () => {
      clearInterval(trickle);
      stalled -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { host: `127.0.0.1:${port}`, server, stalled: () => stalled };
}

async function ask(host: string, method: string, path: string, accept = '*/*') {
  const answer = await fetch(`http://${host}${path}`, { method, headers: { accept } });
  const headers = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
}
