import { AppError } from '@oatfin/platform/errors';
import { type HttpListener, type RunningServer, startHttpServer } from '@oatfin/testkit/http';
import { freePort } from '@oatfin/testkit/processes';
import { createRegistryClient } from '.';

const credentials = { username: 'ada', password: 's3cret' };
let listener: HttpListener = () => undefined;
let server: RunningServer;

beforeAll(async () => {
  server = await startHttpServer((request, response) => listener(request, response));
});
afterAll(() => server.stop());

test('a registry that refuses the connection is unreachable, by name', async () => {
  const host = `127.0.0.1:${await freePort()}`;
  expect(await failure(createRegistryClient().resolveImage(`${host}/app`))).toMatchObject({
    code: 'registry.unreachable',
    publicMessage: `The image app:latest could not be looked up. The registry ${host} refused the connection.`,
  });
});

test.each([1, 6000, 6667])('a registry on port %i, which HTTP clients leave alone, is told to move', async (port) => {
  expect(await failure(createRegistryClient().resolveImage(`127.0.0.1:${port}/app`))).toMatchObject({
    code: 'registry.unreachable',
    publicMessage: expect.stringContaining(`The registry 127.0.0.1:${port} is on a port that no HTTP client may use`),
  });
});

test('a registry whose name does not resolve is unreachable, by name', async () => {
  const resolving = createRegistryClient().resolveImage('registry.invalid/app');
  expect(await failure(resolving)).toMatchObject({
    code: 'registry.unreachable',
    publicMessage: expect.stringMatching(/The registry registry.invalid has a name that cannot be resolved/),
  });
});

test('a registry that is not on this machine and speaks no TLS is unreachable', async () => {
  listener = (_request, response) => void response.end('{}');
  const client = createRegistryClient({ allowHttp: () => false });
  expect((await failure(client.resolveImage(`${server.host}/app`))).publicMessage).toMatch(
    /could not be asked securely \(TLS: /,
  );
});

test('a registry that hangs is given up after the timeout', async () => {
  listener = () => undefined;
  const client = createRegistryClient({ timeoutMs: 200 });
  expect(await failure(client.resolveImage(`${server.host}/app`))).toMatchObject({
    code: 'registry.unreachable',
    publicMessage: `The image app:latest could not be looked up. The registry ${server.host} did not answer within 0.2 seconds.`,
  });
});

test('a registry that stops in the middle of its answer is given up after the timeout', async () => {
  listener = (_request, response) => void response.write('{');
  const client = createRegistryClient({ timeoutMs: 200 });
  expect((await failure(client.resolveImage(`${server.host}/app`))).publicMessage).toContain('within 0.2 seconds');
});

test('an aborted question ends with the reason of the signal', async () => {
  listener = () => undefined;
  const reason = new Error('canceled');
  const resolving = createRegistryClient().resolveImage(`${server.host}/app`, { signal: AbortSignal.abort(reason) });
  await expect(resolving).rejects.toBe(reason);
});

test.each([
  [500, {}, '', 'answered 500.'],
  [503, {}, '{"errors":[{"code":"UNAVAILABLE","message":"read only"}]}', 'answered 503 UNAVAILABLE (read only).'],
  [418, {}, '{"errors":[{"code":"TEAPOT"}]}', 'answered 418 TEAPOT.'],
  [200, {}, '<html>Welcome</html>', 'answered with something that is not the manifest of an image.'],
  [200, {}, '{"schemaVersion":1}', 'answered with something that is not the manifest of an image.'],
  [200, {}, 'x'.repeat(5 * 1024 * 1024), 'answered with more than 4 MiB.'],
  [
    200,
    { 'docker-content-digest': 'sha256:0' },
    '{"manifests":[]}',
    'sent a manifest that does not match its digest sha256:0.',
  ],
  [401, { 'www-authenticate': 'Bearer realm="nonsense"' }, '', 'names a token service that cannot be asked safely.'],
])(
  'an answer of %i that is no answer (%#) counts as unreachable and says what came',
  async (status, headers, body, sentence) => {
    listener = (_request, response) => void response.writeHead(status, headers).end(body);
    expect(await failure(createRegistryClient().resolveImage(`${server.host}/app`))).toMatchObject({
      code: 'registry.unreachable',
      publicMessage: `The image app:latest could not be looked up. The registry ${server.host} ${sentence}`,
    });
  },
);

test('where the registry sends no digest, it is computed from the manifest', async () => {
  listener = (_request, response) => void response.end('{"manifests":[]}');
  const image = await createRegistryClient().resolveImage(`${server.host}/app`);
  expect(image.digest).toBe('sha256:27b7a2ad77ebd6c3663a9dc5d493a96943c48d8c7c77b3c123d2f6712f1ff7ed');
});

test('a manifest that is not the one its digest names is refused', async () => {
  listener = (_request, response) => void response.end('{"manifests":[]}');
  const resolving = createRegistryClient().resolveImage(`${server.host}/app@sha256:${'a'.repeat(64)}`);
  expect((await failure(resolving)).publicMessage).toContain('does not match its digest');
});

test('a password is never sent to a token service without TLS that a registry with TLS names', async () => {
  const asked: string[] = [];
  listener = (request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(401, { 'www-authenticate': 'Bearer realm="http://example.com/token"' }).end();
  };
  const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const local = new URL(String(url));
    return originalFetch(`http://${server.host}${local.pathname}`, init);
  });
  const verifying = createRegistryClient().verifyCredentials({ host: 'registry.example.com', ...credentials });
  expect((await failure(verifying)).publicMessage).toContain('cannot be asked safely');
  fetched.mockRestore();
  expect(asked).toEqual(['/v2/']);
});

test.each([
  ['120', 120, 'in 120 seconds'],
  [new Date(Date.now() + 3_600_000).toUTCString(), expect.any(Number), 'seconds'],
  [undefined, null, 'later'],
])('too many requests can be tried again after the wait (%s)', async (header, seconds, wait) => {
  listener = (_request, response) =>
    void response.writeHead(429, header === undefined ? {} : { 'retry-after': header }).end();
  const error = await failure(createRegistryClient().resolveImage(`${server.host}/app`));
  expect(error).toMatchObject({
    code: 'registry.rate_limited',
    retryable: true,
    details: { retryAfterSeconds: seconds },
  });
  expect(error.publicMessage).toContain(wait);
});

test('a forbidden image is refused with what the registry said, without the password it repeats', async () => {
  listener = (_request, response) => {
    response.writeHead(403).end('{"errors":[{"code":"DENIED","message":"no entry\\nfor s3cret"}]}');
  };
  const host = server.host;
  const resolving = createRegistryClient().resolveImage(`${host}/app:1`, { credentials: { host, ...credentials } });
  expect(await failure(resolving)).toMatchObject({
    code: 'image.not_allowed',
    publicMessage: `The image app:1 may not be pulled by "ada", or does not exist: the registry ${host} answered 403 DENIED (no entry for …).`,
  });
});

test('where the tags may not be listed, the word of the registry is taken', async () => {
  listener = (request, response) => {
    const isList = request.url?.includes('/tags/') === true;
    response.writeHead(isList ? 403 : 404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
  };
  const error = await failure(createRegistryClient().resolveImage(`${server.host}/app:1`));
  expect(error.code).toBe('image.no_such_tag');
});

test('an image of Docker Hub is asked for where Docker Hub answers, with TLS', async () => {
  const fetched = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{"manifests":[]}'));
  await createRegistryClient().resolveImage('nginx');
  expect(fetched.mock.calls.map(([url]) => String(url))).toEqual([
    'https://registry-1.docker.io/v2/library/nginx/manifests/latest',
  ]);
  fetched.mockRestore();
});

const originalFetch = globalThis.fetch;

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, not ${String(error)}`);
}
