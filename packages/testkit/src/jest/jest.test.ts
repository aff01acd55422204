import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oatfin-jest-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a run ends with its totals, in which a file that cannot run is one failure', async () => {
  const run = await runJest(
    {
      'a.test.js': "test('yes', () => {}); test('no', () => { throw new Error('no'); }); test.skip('later', () => {});",
      'b.test.js': 'test(',
    },
    { TEST_SERVICES: 'none' },
  );
  expect(run.status).toBe(1);
  expect(run.output).toMatch(/\n1 passed, 2 failed\n$/);
});

test('a run starts the services it is asked for, and leaves alone what is given', async () => {
  const seen = '[/127.0.0.1/.test(process.env.REDIS_URL), process.env.MONGODB_URI, process.env.TEST_REGISTRY]';
  const run = await runJest(
    { 'a.test.js': `test('sees', () => expect(${seen}).toEqual([true, 'mongodb://given', undefined]))` },
    { TEST_SERVICES: 'redis,mongo', MONGODB_URI: 'mongodb://given' },
  );
  expect(run.output).toMatch(/\n1 passed, 0 failed\n$/);
});

test('a run whose services cannot start says why in one sentence, and counts as failed', async () => {
  const run = await runJest({ 'a.test.js': "test('yes', () => {})" }, { TEST_SERVICES: 'registry', PATH: folder });
  expect(run.status).toBe(1);
  expect(run.output).toContain('docker-registry is not installed: apt-get install docker-registry');
  expect(run.output).toMatch(/\n0 passed, 1 failed\n$/);
});

/** Jest over these files, with the set-up, tear-down and reporter of the repository. */
async function runJest(
  files: Record<string, string>,
  env: NodeJS.ProcessEnv,
): Promise<{ status: number; output: string }> {
  const config = {
    rootDir: folder,
    transform: { '\\.ts$': require.resolve('@swc/jest') },
    globalSetup: join(__dirname, 'global-setup.ts'),
    globalTeardown: join(__dirname, 'global-teardown.ts'),
    reporters: ['default', join(__dirname, 'reporter.cjs')],
  };
  const all = { ...files, 'jest.config.json': JSON.stringify(config) };
  await Promise.all(Object.entries(all).map(([name, content]) => writeFile(join(folder, name), content)));
  const jest = spawn(process.execPath, [require.resolve('jest/bin/jest'), '--ci', '--runInBand'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [status]] = await Promise.all([text(jest.stdout), text(jest.stderr), once(jest, 'exit')]);
  return { status, output: `${err}${out}` };
}
