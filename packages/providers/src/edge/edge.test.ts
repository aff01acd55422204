import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect as connectSocket } from 'node:net';
import { type RunningCaddy, startCaddy } from '@oatfin/testkit/caddy';
import { ask } from '@oatfin/testkit/docker-target';
import { eventually } from '@oatfin/testkit/eventually';
import { createCaddyEdge, type Edge } from '.';
import { connectAdmin } from './admin';

let caddy: RunningCaddy;
let edge: Edge;
const servers: Server[] = [];
beforeAll(async () => {
  caddy = await startCaddy();
  edge = connect();
}, 30_000);
afterAll(async () => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  await caddy.stop();
});

const connect = () => createCaddyEdge({ adminUrl: caddy.adminUrl, port: caddy.edgePort });

/** A server that answers its name; gives its address. */
async function upstream(name: string): Promise<string> {
  return listen(createServer((_, response) => response.end(name)));
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test('many processes that change routes at the same moment lose none', async () => {
  const upstreams = [await upstream('answer')];
  const apps = Array.from({ length: 8 }, (_, n) => `app${n}`);
  await Promise.all(apps.map((app) => connect().setRoute({ owner: 'crowd', app, host: `${app}-acme`, upstreams })));
  const answers = await Promise.all(apps.map((app) => ask(edge, `${app}-acme`)));
  expect(answers).toEqual(apps.map(() => '200 answer'));
  await edge.reconcile('crowd', async () => []);
  expect(await ask(edge, 'app0-acme')).toMatch(/^404 .*No app answers here/s);
}, 30_000);

test('reconciling one owner leaves the routes of others, and what is not of Oatfin, alone', async () => {
  const upstreams = [await upstream('mine')];
  await edge.setRoute({ owner: 'me', app: 'a', host: 'a-me', upstreams });
  const before = await configuration();
  await connect().reconcile('somebody', async () => []);
  expect(await configuration()).toEqual(before);
  expect(before.storage).toMatchObject({ module: 'file_system' });
  await edge.removeRoute({ owner: 'me', app: 'a' });
}, 30_000);

test('a reconcile whose list grew old while it was made asks for it again', async () => {
  const [old, current] = [[await upstream('old')], [await upstream('current')]];
  const ref = { owner: 'race', app: 'a', host: 'a-race' };
  await edge.setRoute({ ...ref, upstreams: old });
  let asked = 0;
  await connect().reconcile('race', async () => {
    asked += 1;
    if (asked > 1) return [{ ...ref, upstreams: current }];
    await edge.setRoute({ ...ref, upstreams: current });
    // What the engine said before the switch.
    return [{ ...ref, upstreams: [await upstream('stale')] }];
  });
  expect(asked).toBe(2);
  expect(await ask(edge, ref.host)).toBe('200 current');
  await edge.removeRoute(ref);
}, 30_000);

test('with one of two upstreams gone every request is answered by the other', async () => {
  const upstreams = [await upstream('alive'), '127.0.0.1:1'];
  const ref = { owner: 'half', app: 'a', host: 'a-half' };
  await edge.setRoute({ ...ref, upstreams });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(edge, ref.host)));
  expect(new Set(answers)).toEqual(new Set(['200 alive']));
  await edge.removeRoute(ref);
}, 30_000);

test('an app that does not answer at all is told apart from one that does not exist', async () => {
  const ref = { owner: 'dead', app: 'a', host: 'a-dead' };
  await edge.setRoute({ ...ref, upstreams: ['127.0.0.1:1'] });
  expect(await ask(edge, ref.host)).toMatch(/^503 .*This app does not answer/s);
  await edge.removeRoute(ref);
}, 30_000);

test('a web socket outlives a change of another route where Caddy allows it: 2.7 and newer', async () => {
  const server = createServer().on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.on('error', () => undefined).pipe(socket);
  });
  const ref = { owner: 'socket', app: 'a', host: 'a-socket' };
  await edge.setRoute({ ...ref, upstreams: [await listen(server)] });
  const client = connectSocket({ host: '127.0.0.1', port: caddy.edgePort }).setEncoding('utf8');
  const said: string[] = [];
  client.on('data', (text: string) => said.push(text));
  const headers = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  client.write(`GET / HTTP/1.1\r\nHost: a-socket.localhost\r\n${headers.join('\r\n')}\r\n\r\n`);
  await eventually(() => expect(said.join('')).toMatch(/^HTTP\/1.1 101 /));
  await edge.setRoute({ owner: 'socket', app: 'b', host: 'b-socket', upstreams: ['127.0.0.1:1'] });
  const isKept = JSON.stringify(await configuration()).includes('stream_close_delay');
  if (isKept) {
    client.write('still there');
    await eventually(() => expect(said.join('')).toContain('still there'));
  } else await eventually(() => expect(client.readableEnded || client.destroyed).toBe(true));
  client.destroy();
  await edge.reconcile('socket', async () => []);
}, 30_000);

test('the address of an app is its host on the edge port', () => {
  expect(edge.address('shop-acme')).toBe(`http://shop-acme.localhost:${caddy.edgePort}`);
  const options = { adminUrl: caddy.adminUrl, port: 80, domain: 'apps.example.com' };
  expect(createCaddyEdge(options).address('shop-acme')).toBe('http://shop-acme.apps.example.com');
});

async function configuration(): Promise<Record<string, unknown>> {
  const config: Record<string, unknown> = JSON.parse((await connectAdmin(caddy.adminUrl)('GET', '/config/')).body);
  return config;
}
