import { pushBareImage, pushBareIndex, startRegistry, testRegistry } from '@oatfin/testkit/registry';
import { createRegistryClient } from '.';

const { host, login } = testRegistry();
const credentials = { host, ...login };
const client = createRegistryClient();
const to = { host, login };
const unknown = `sha256:${'0'.repeat(64)}`;

test('a tag resolves to its digest and the platform in its config', async () => {
  const digest = await pushBareImage(to, 'resolve/single', '1', { os: 'linux', architecture: 'amd64' });
  expect(await client.resolveImage(`${host}/resolve/single:1`, { credentials, platform: 'linux/amd64' })).toEqual({
    reference: `${host}/resolve/single:1`,
    host,
    repository: 'resolve/single',
    tag: '1',
    digest,
    platforms: ['linux/amd64'],
  });
});

test('an index resolves to its own digest and lists its platforms without attestations', async () => {
  const platforms = ['linux/amd64', 'linux/arm64/v8', 'linux/arm/v6', 'unknown/unknown'];
  const digest = await pushBareIndex(to, 'resolve/multi', 'latest', platforms);
  const image = await client.resolveImage(`${host}/resolve/multi`, { credentials, platform: 'linux/arm64' });
  expect(image).toMatchObject({ tag: 'latest', digest, platforms: ['linux/amd64', 'linux/arm64', 'linux/arm/v6'] });
});

test('a digest resolves to itself, with or without a tag beside it', async () => {
  const digest = await pushBareImage(to, 'resolve/pinned', '1', { os: 'linux', architecture: 'amd64' });
  const pinned = await client.resolveImage(`${host}/resolve/pinned@${digest}`, { credentials });
  expect(pinned).toMatchObject({ reference: `${host}/resolve/pinned@${digest}`, tag: null, digest });
  expect(await client.resolveImage(`${host}/resolve/pinned:gone@${digest}`, { credentials })).toMatchObject({ digest });
});

test('an index without the wanted platform is refused, naming what there is', async () => {
  await pushBareIndex(to, 'resolve/arm', '1', ['linux/arm64', 'linux/arm/v6']);
  const resolving = client.resolveImage(`${host}/resolve/arm:1`, { credentials, platform: 'linux/amd64' });
  await expect(resolving).rejects.toMatchObject({
    code: 'image.wrong_architecture',
    publicMessage: `The image resolve/arm:1 on the registry ${host} is not built for linux/amd64, only for linux/arm64, linux/arm/v6.`,
  });
});

test('a single image for another platform is refused, naming its platform', async () => {
  await pushBareImage(to, 'resolve/windows', '1', { os: 'windows', architecture: 'amd64' });
  const resolving = client.resolveImage(`${host}/resolve/windows:1`, { credentials, platform: 'linux/amd64' });
  await expect(resolving).rejects.toMatchObject({
    code: 'image.wrong_architecture',
    publicMessage: expect.stringContaining('only for windows/amd64'),
  });
});

test('an image whose config does not say what it is for passes', async () => {
  await pushBareImage(to, 'resolve/silent', '1', {});
  const image = await client.resolveImage(`${host}/resolve/silent:1`, { credentials, platform: 'linux/amd64' });
  expect(image.platforms).toEqual([]);
});

test('a tag that does not exist is told apart from an image that does not exist', async () => {
  await pushBareImage(to, 'resolve/tagged', '1.0', { os: 'linux', architecture: 'amd64' });
  await expect(client.resolveImage(`${host}/resolve/tagged:2.0`, { credentials })).rejects.toMatchObject({
    code: 'image.no_such_tag',
    publicMessage: expect.stringMatching(
      `^The image resolve/tagged on the registry ${host} has no tag "2.0"; it answered 404 MANIFEST_UNKNOWN .* Tags it has: 1.0.$`,
    ),
  });
  await expect(client.resolveImage(`${host}/resolve/nothing:2.0`, { credentials })).rejects.toMatchObject({
    code: 'image.no_such_image',
    publicMessage: expect.stringMatching(`^The registry ${host} has no image resolve/nothing; it answered 404 `),
  });
});

test('a digest that does not exist is refused by name', async () => {
  await pushBareImage(to, 'resolve/digests', '1', { os: 'linux', architecture: 'amd64' });
  await expect(client.resolveImage(`${host}/resolve/digests@${unknown}`, { credentials })).rejects.toMatchObject({
    code: 'image.no_such_tag',
    publicMessage: expect.stringContaining(`nothing with the digest ${unknown}`),
  });
});

test('a registry that wants a password says so when there is none or a wrong one', async () => {
  const without = client.resolveImage(`${host}/resolve/single:1`);
  await expect(without).rejects.toMatchObject({
    code: 'image.not_allowed',
    publicMessage: expect.stringMatching(
      /without credentials, or does not exist: the registry .* answered 401 UNAUTHORIZED/,
    ),
  });
  const wrong = { ...credentials, password: 'not this one' };
  const refused = client.resolveImage(`${host}/resolve/single:1`, { credentials: wrong });
  await expect(refused).rejects.toMatchObject({ code: 'image.not_allowed' });
  await expect(refused).rejects.not.toThrow('not this one');
});

test('credentials of another registry are not sent', async () => {
  const resolving = client.resolveImage(`${host}/resolve/single:1`, { credentials: { ...login, host: 'ghcr.io' } });
  await expect(resolving).rejects.toMatchObject({
    code: 'image.not_allowed',
    publicMessage: expect.stringContaining('but the credentials are for ghcr.io'),
  });
});

test('a registry without a password needs no credentials', async () => {
  const open = await startRegistry();
  try {
    const digest = await pushBareImage(open, 'shop/api', '1', { os: 'linux', architecture: 'arm64' });
    expect(await client.resolveImage(`${open.host}/shop/api:1`)).toMatchObject({ digest, platforms: ['linux/arm64'] });
  } finally {
    await open.stop();
  }
});
