import { createCaddyEdge } from '@oatfin/providers/edge';
import { aCall, anApp, type Fixture, startFixture } from '@oatfin/testkit/docker-target';
import { freePort } from '@oatfin/testkit/processes';
import { connectEngine, createDockerTarget } from '.';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
}, 60_000);
afterAll(() => fixture.stop(), 60_000);

test('an engine and an edge that answer are ready, and say what they are', async () => {
  const { engine, edge } = await fixture.target.status();
  expect(engine).toEqual({
    state: 'ready',
    detail: expect.stringMatching(/^Docker Engine \d.* \(API 1\.\d+, linux\//),
  });
  expect(edge).toEqual({ state: 'ready', detail: expect.stringContaining(`apps on port ${fixture.edge.port}`) });
  expect(await fixture.target.platform()).toMatch(/^linux\/\w+$/);
});

test('what is missing is named, with how to get it', async () => {
  const port = await freePort();
  const edge = createCaddyEdge({ adminUrl: `http://127.0.0.1:${port}`, port: 8080 });
  const target = createDockerTarget({ docker: connectEngine('unix:///nowhere/docker.sock'), edge });
  const status = await target.status();
  expect(status.engine).toEqual({
    state: 'missing',
    detail: expect.stringContaining('did not answer'),
    howTo: expect.stringContaining('apt-get install docker.io'),
  });
  expect(status.edge).toMatchObject({ state: 'missing', howTo: expect.stringContaining('apt-get install caddy') });
  await expect(target.observe(anApp())).rejects.toMatchObject({ code: 'target.unavailable' });
  await expect(target.destroy(anApp(), aCall())).rejects.toMatchObject({ code: 'edge.unavailable' });
});

test('an address that is none of an engine is refused', () => {
  expect(() => connectEngine('ssh://deploy@host')).toThrow('target.unsupported');
  expect(() => connectEngine('nonsense')).toThrow('target.unsupported');
});
