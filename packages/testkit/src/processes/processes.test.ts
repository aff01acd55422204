import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { eventually } from '../eventually';
import { createProcessFolder, findProgram, freePort, startProcess } from '.';

const shell = findProgram('sh');

test('a program that ends at once is reported with what it wrote, and its folder is removed', async () => {
  const folder = await createProcessFolder('failing');
  const start = startProcess({
    name: 'it',
    command: [shell, '-c', 'echo no such option; exit 3'],
    folder,
    ready: neverReady,
  });
  await expect(start).rejects.toThrow(/did not start: it ended with status 3\nno such option/);
  expect(existsSync(folder)).toBe(false);
});

test('a program that does not become ready in time is stopped', async () => {
  const folder = await createProcessFolder('slow');
  const start = startProcess({
    name: 'it',
    command: [shell, '-c', 'exec tail -f /dev/null'],
    folder,
    ready: neverReady,
    timeoutMs: 300,
  });
  await expect(start).rejects.toThrow('did not start: not ready');
  expect(existsSync(folder)).toBe(false);
});

test('a started program ends with its folder when it is stopped, also when asked twice', async () => {
  const folder = await createProcessFolder('stopping');
  const running = await startProcess({
    name: 'it',
    command: [shell, '-c', 'echo $$; exec tail -f /dev/null'],
    folder,
    ready: saysPid,
  });
  await running.stop();
  await running.stop();
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});

test('a started program ends with its folder when its starter is killed', async () => {
  const folder = await createProcessFolder('orphan');
  const starter = spawn(process.execPath, ['--import', 'tsx', `${__dirname}/orphan.fixture.ts`, shell, folder], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [line] = await once(starter.stdout, 'data');
  const orphan = Number(String(line));
  expect(isAlive(orphan)).toBe(true);
  starter.kill('SIGKILL');
  await eventually(() => expect([isAlive(orphan), existsSync(folder)]).toEqual([false, false]));
});

test('a program that is not installed is named together with its package', () => {
  expect(() => findProgram('no-such-program')).toThrow(
    'no-such-program is not installed: apt-get install no-such-program',
  );
});

test('two free ports are two ports', async () => {
  expect(await freePort()).not.toBe(await freePort());
});

let pid = 0;

function saysPid(output: string): void {
  pid = Number(output.trim());
  if (!(pid > 0)) throw new Error('nothing said yet');
}

function neverReady(): never {
  throw new Error('not ready');
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
