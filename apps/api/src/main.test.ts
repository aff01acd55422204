import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@oatfin/testkit/eventually';
import { testDatabase } from '@oatfin/testkit/mongo';

const root = join(__dirname, '../../..');
const redis = new URL(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379');

let api: { child: ChildProcess; url: string; log: () => string };
afterEach(async () => {
  if (api.child.exitCode !== null || api.child.signalCode !== null) return;
  api.child.kill('SIGKILL');
  await once(api.child, 'exit');
});

test('on SIGTERM a request under way completes, new ones are refused, and the process ends well', async () => {
  api = await start({});
  const slow = await openRequest(api.url);
  const exited = once(api.child, 'exit');
  api.child.kill('SIGTERM');
  await eventually(() => expect(api.log()).toContain('api draining'));
  await eventually(async () =>
    expect(
      await fetch(`${api.url}/healthz`).then(
        () => 'accepted',
        () => 'refused',
      ),
    ).toBe('refused'),
  );
  slow.finish();
  const answer = await slow.answer;
  expect(answer).toContain('HTTP/1.1 201 Created');
  expect(answer).toContain('Connection: close');
  expect((await exited)[0]).toBe(0);
});

test('a second signal ends it at once', async () => {
  api = await start({});
  await openRequest(api.url);
  const exited = once(api.child, 'exit');
  api.child.kill('SIGINT');
  await eventually(() => expect(api.log()).toContain('api draining'));
  api.child.kill('SIGINT');
  expect((await exited)[0]).toBe(1);
});

test('it comes up without Redis, says so at /readyz, and is ready once Redis is there', async () => {
  const proxy = await openProxy();
  api = await start({ REDIS_URL: proxy.url });
  const readiness = async () => {
    const response = await fetch(`${api.url}/readyz`);
    return [response.status, await response.json()];
  };
  expect(await readiness()).toEqual([503, { status: 'waiting', away: ['redis'] }]);
  proxy.open();
  await eventually(async () => expect(await readiness()).toEqual([200, { status: 'ready', away: [] }]));
  await proxy.close();
});

test('a configuration that is not usable is one sentence per fault, and no start', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/api/src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH },
  });
  api = { child, url: '', log: () => '' };
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  expect((await once(child, 'close'))[0]).toBe(1);
  expect(complaint).toMatch(/MONGODB_URI.*REDIS_URL/s);
  expect(complaint).not.toContain('    at ');
});

async function start(given: Record<string, string>): Promise<typeof api> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/api/src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      ...{ PORT: '0', MONGODB_URI: testDatabase().uri, REDIS_URL: redis.href },
      ...{ MASTER_KEY: randomBytes(32).toString('base64'), QUEUE_PREFIX: `test-${randomBytes(4).toString('hex')}` },
      ...given,
    },
  });
  let log = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk) => {
      log += chunk;
    });
  }
  const url = await eventually(() => /"address":"(http[^"]+)"/.exec(log)?.[1] ?? Promise.reject(new Error(log)), {
    timeoutMs: 20_000,
  });
  return { child, url, log: () => log };
}

/** A sign-up whose last byte is held back: the server is in the middle of it until `finish`. */
async function openRequest(url: string) {
  const body = JSON.stringify({ email: 'a@example.com', password: 'correct horse', name: 'Ada' });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  const head = `POST /v1/auth/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  socket.write(`${head}\r\n${body.slice(0, -1)}`);
  // The server has read the head once it answers another request on a later connection.
  await fetch(`${url}/healthz`);
  return { finish: () => socket.write(body.slice(-1)), answer: readAll(socket) };
}

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

/** A way to Redis that nobody answers until it is opened. */
async function openProxy() {
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(Number(redis.port || 6379), redis.hostname);
    for (const socket of [from, to]) sockets.add(socket.on('error', () => socket.destroy()));
    from.pipe(to).pipe(from);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = portOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return {
    url: `redis://127.0.0.1:${port}`,
    open: () => server.listen(port, '127.0.0.1'),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): { port: number } {
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return address;
}
