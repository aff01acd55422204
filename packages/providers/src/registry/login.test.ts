import { type RunningServer, startHttpServer } from '@oatfin/testkit/http';
import {
  pushBareImage,
  pushBareIndex,
  startRegistry,
  startTokenRegistry,
  testRegistry,
} from '@oatfin/testkit/registry';
import { createRegistryClient } from '.';

const upstream = testRegistry();
const login = { username: 'ada', password: 'l0velace' };
const client = createRegistryClient();
let hub: RunningServer;

beforeAll(async () => {
  hub = await startTokenRegistry({ upstream, login });
  await pushBareImage(upstream, 'public/app', '1', { os: 'linux', architecture: 'amd64' });
  await pushBareIndex(upstream, 'secret/app', '1', ['linux/amd64', 'linux/arm64']);
});
afterAll(() => hub.stop());

test('a public image is resolved with an anonymous token, its config from a store that is not shown the token', async () => {
  const image = await client.resolveImage(`${hub.host}/public/app:1`, { platform: 'linux/amd64' });
  expect(image.platforms).toEqual(['linux/amd64']);
});

test('a private image is resolved with a token for the credentials', async () => {
  const image = await client.resolveImage(`${hub.host}/secret/app:1`, { credentials: { host: hub.host, ...login } });
  expect(image.platforms).toEqual(['linux/amd64', 'linux/arm64']);
});

test('a private and a missing image are answered alike: both are possible', async () => {
  for (const image of ['secret/app:1', 'secret/nothing:1']) {
    await expect(client.resolveImage(`${hub.host}/${image}`)).rejects.toMatchObject({
      code: 'image.not_allowed',
      publicMessage: `The image ${image} may not be pulled without credentials, or does not exist: the registry ${hub.host} answered 401 UNAUTHORIZED (authentication required).`,
    });
  }
});

test('a tag that is missing behind a token is told apart from a missing image', async () => {
  const credentials = { host: hub.host, ...login };
  const tag = client.resolveImage(`${hub.host}/secret/app:9`, { credentials });
  await expect(tag).rejects.toMatchObject({ code: 'image.no_such_tag' });
  const image = client.resolveImage(`${hub.host}/secret/nothing:9`, { credentials });
  await expect(image).rejects.toMatchObject({ code: 'image.no_such_image' });
});

test('a token service that refuses the password is named with the user, not with the password', async () => {
  const credentials = { host: hub.host, username: 'ada', password: 'wr0ng' };
  const resolving = client.resolveImage(`${hub.host}/secret/app:1`, { credentials });
  await expect(resolving).rejects.toMatchObject({
    code: 'image.not_allowed',
    publicMessage: expect.stringContaining('may not be pulled by "ada"'),
  });
  await expect(resolving).rejects.not.toThrow('wr0ng');
});

test('the right password is verified, with Basic authentication and with tokens', async () => {
  await client.verifyCredentials({ host: upstream.host, ...upstream.login });
  await client.verifyCredentials({ host: hub.host, ...login });
});

test('a wrong password is refused, with Basic authentication and with tokens', async () => {
  for (const host of [upstream.host, hub.host]) {
    const verifying = client.verifyCredentials({ host, username: 'ada', password: 'wr0ng' });
    await expect(verifying).rejects.toMatchObject({
      code: 'registry.unauthorized',
      publicMessage: expect.stringContaining(`The registry ${host} does not accept the user name "ada"`),
    });
    await expect(verifying).rejects.not.toThrow('wr0ng');
  }
});

test('a registry that asks for no password verifies none', async () => {
  const open = await startRegistry();
  try {
    const verifying = client.verifyCredentials({ host: open.host, ...login });
    await expect(verifying).rejects.toMatchObject({
      code: 'registry.unauthorized',
      publicMessage: expect.stringContaining('asks for no password'),
    });
  } finally {
    await open.stop();
  }
});

test('a web server that shows its page at any address is told from a registry', async () => {
  const site = await startHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Shop</title>');
  });
  try {
    await expect(client.verifyCredentials({ host: site.host, ...login })).rejects.toMatchObject({
      code: 'registry.unreachable',
      publicMessage: `The registry ${site.host} is no image registry: it answered 200 with a web page.`,
    });
  } finally {
    await site.stop();
  }
});
