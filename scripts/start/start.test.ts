import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LoginReply, SystemReply } from '@oatfin/contracts';
import { eventually } from '@oatfin/testkit/eventually';
import type { z } from 'zod';
import { type Copy, createCopy, type StartRun } from './copy.fixture';

jest.setTimeout(180_000);

const deadEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

describe('npm start', () => {
  let one: Copy;
  let two: Copy;
  let firstRun: StartRun;
  let secondRun: StartRun;

  beforeAll(async () => {
    [one, two] = await Promise.all([createCopy(), createCopy()]);
    firstRun = one.start();
    secondRun = two.start(deadEngine);
    await Promise.all([firstRun.ready(), secondRun.ready()]);
  });

  afterAll(async () => {
    for (const pid of [...one.leftovers(), ...two.leftovers()]) process.kill(pid, 'SIGKILL');
    await Promise.all([one.remove(), two.remove()]);
  });

  it('runs two copies side by side, each with dashboard and API behind its own port', async () => {
    for (const { url } of [one, two]) {
      expect(await textAt(`${url}/`, { accept: 'text/html' })).toContain('<title>Oatfin</title>');
      expect(await textAt(`${url}/readyz`)).toContain('ready');
    }
  });

  it('seeds a first team whose login only this user can read', async () => {
    expect(await logIn(one)).toEqual(expect.any(String));
    expect(statSync(join(one.dataDir, 'first-login.txt')).mode & 0o777).toBe(0o600);
  });

  it('starts without a Docker Engine, and says what is missing and how to get it', async () => {
    const { system } = await systemOf(two);
    expect(system.engine).toMatchObject({ state: 'missing', howTo: expect.stringMatching(/Docker/) });
  });

  it('refuses a folder of data that another copy uses, and a port that is taken, in one sentence', async () => {
    const sameFolder = one.start({ PORT: '1' });
    expect(await sameFolder.ended).toBe(1);
    expect(sameFolder.output()).toMatch(/^Another copy of Oatfin \(process \d+\) uses .*DATA_DIR=.*\n$/);
    const third = await createCopy();
    const samePort = third.start({ PORT: new URL(one.url).port });
    expect(await samePort.ended).toBe(1);
    expect(samePort.output()).toMatch(
      /^Port \d+ is taken by another program; choose another one: PORT=\d+ npm start\n$/,
    );
    await third.remove();
  });

  it('starts a worker again that was killed', async () => {
    const pid = pidOf(two, 'worker');
    process.kill(pid, 'SIGKILL');
    await eventually(() => expect(pidOf(two, 'worker')).not.toBe(pid), { timeoutMs: 30_000 });
  });

  it('ends everything it started at SIGTERM, and leaves the other copy alone', async () => {
    process.kill(firstRun.pid, 'SIGTERM');
    expect(await firstRun.ended).toBe(0);
    // A shell's last `sleep` may outlive it by some milliseconds.
    await eventually(() => expect(one.leftovers()).toEqual([]));
    expect(await textAt(`${two.url}/readyz`)).toContain('ready');
  });

  it('leaves nothing behind when it is killed, and starts again afterwards', async () => {
    process.kill(secondRun.pid, 'SIGKILL');
    await eventually(() => expect(two.leftovers()).toEqual([]), { timeoutMs: 30_000 });
  });

  it('ends everything also half-way through starting', async () => {
    for (const afterMs of [150, 500, 1_000]) {
      const run = one.start();
      await delay(afterMs);
      process.kill(run.pid, 'SIGTERM');
      await run.ended;
      await eventually(() => expect(one.leftovers()).toEqual([]));
    }
  });

  it('keeps its data over a restart, also over one after a kill', async () => {
    for (const copy of [one, two]) {
      const run = copy.start(deadEngine);
      await run.ready();
      expect(await logIn(copy)).toEqual(expect.any(String));
      process.kill(run.pid, 'SIGINT');
      expect(await run.ended).toBe(0);
    }
  });
});

function pidOf({ dataDir }: Copy, name: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'run', name, 'pid'), 'utf8'), 10);
}

async function textAt(url: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(url, { headers })).text();
}

/** The access token of the seeded login. */
async function logIn({ dataDir, url }: Copy): Promise<string> {
  const [email, password] = readFileSync(join(dataDir, 'first-login.txt'), 'utf8').split('\n');
  const answer = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return LoginReply.parse(await answer.json()).accessToken;
}

async function systemOf(copy: Copy): Promise<z.infer<typeof SystemReply>> {
  const answer = await fetch(`${copy.url}/v1/system`, { headers: { authorization: `Bearer ${await logIn(copy)}` } });
  return SystemReply.parse(await answer.json());
}
