import { aCall, aContainer, anApp, aRelease, deploy, type Fixture, startFixture } from '@oatfin/testkit/docker-target';
import { eventually } from '@oatfin/testkit/eventually';
import { appImages } from '@oatfin/testkit/images';
import type { AppRef, ContainerLogLine } from '..';

let fixture: Fixture;
let app: ReturnType<typeof anApp>;
beforeAll(async () => {
  fixture = await startFixture();
  app = anApp();
  const logs = await fixture.image('logs', appImages.logs());
  const chatty = aContainer({ ...logs, name: 'chatty', publicPort: null, replicas: 2 });
  const web = aContainer(await fixture.image('web', appImages.web('v1')));
  await deploy(fixture.target, aRelease(app, chatty, web));
}, 60_000);
afterAll(() => fixture.stop(), 60_000);

const open = () => new AbortController();

async function tail(ref: AppRef, count: number, container?: string): Promise<ContainerLogLine[]> {
  const options = { tail: count, follow: false, signal: open().signal, ...(container ? { container } : {}) };
  const lines: ContainerLogLine[] = [];
  for await (const line of fixture.target.logs(ref, options)) if (line) lines.push(line);
  return lines;
}

test('the tail is the last lines of all containers, oldest first, each with its time and stream', async () => {
  const lines = await eventually(async () => {
    const found = await tail(app, 20);
    expect(found).toHaveLength(20);
    return found;
  });
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort());
  expect(lines.every(({ at }) => Math.abs(Date.now() - Date.parse(at)) < 60_000)).toBe(true);
  expect(new Set(lines.map(({ container, replica }) => `${container} ${replica}`))).toEqual(
    new Set(['chatty 0', 'chatty 1']),
  );
  for (const { stream, text } of lines) expect(text).toMatch(stream === 'stderr' ? /^warning \d+$/ : /^line \d+$/);
  expect(await tail(app, 20, 'web')).toEqual([]);
});

test('following goes on after the tail without a gap or a repeat, also over a restart, until it is aborted', async () => {
  const { docker, target, instance } = fixture;
  const stop = open();
  const lines: ContainerLogLine[] = [];
  let tailLength = -1;
  const reading = (async () => {
    for await (const line of target.logs(app, { tail: 5, follow: true, container: 'chatty', signal: stop.signal })) {
      if (line) lines.push(line);
      else tailLength = lines.length;
    }
  })();
  const numbers = () => lines.filter(({ replica, stream }) => replica === 0 && stream === 'stdout').map(numberOf);
  await eventually(() => expect(numbers().length).toBeGreaterThan(10), { timeoutMs: 10_000 });
  expect(steps(numbers())).toEqual(new Set([1]));
  expect(tailLength).toBe(5);

  const [first] = await docker.listContainers({
    filters: { label: [`oatfin.instance=${instance}`, 'oatfin.container=chatty', 'oatfin.replica=0'] },
  });
  await docker.getContainer(first?.Id ?? '').restart({ t: 1 });
  // It counts from 1 again.
  await eventually(() => expect(numbers().lastIndexOf(5)).toBeGreaterThan(numbers().lastIndexOf(1)), {
    timeoutMs: 10_000,
  });
  expect(numbers().filter((n) => n === 1)).toHaveLength(1);
  stop.abort();
  await reading;
}, 30_000);

const numberOf = ({ text }: ContainerLogLine) => Number(text.split(' ')[1]);

const steps = (numbers: number[]) => new Set(numbers.slice(1).map((n, i) => n - (numbers[i] ?? 0)));

test('following shows the lines of a container that starts later', async () => {
  const { target, image } = fixture;
  const late = anApp();
  const stop = open();
  const lines: ContainerLogLine[] = [];
  const reading = (async () => {
    for await (const line of target.logs(late, { tail: 5, follow: true, signal: stop.signal }))
      if (line) lines.push(line);
  })();
  await target.startContainers(aRelease(late, aContainer(await image('logs', appImages.logs()))), aCall());
  await eventually(() => expect(lines.slice(0, 2).map(({ text }) => text)).toContain('line 1'));
  stop.abort();
  await reading;
  await target.destroy(late, aCall());
}, 30_000);

test('cpu and memory are measured where they are asked for', async () => {
  const [plain] = await fixture.target.observe(app);
  expect(plain).toMatchObject({ cpuPercent: null, memoryBytes: null, health: 'none' });
  await eventually(async () => {
    const measured = await fixture.target.observe(app, { stats: true });
    expect(measured).toHaveLength(3);
    for (const { cpuPercent, memoryBytes, memoryLimitBytes } of measured) {
      expect(cpuPercent).toBeGreaterThanOrEqual(0);
      expect(memoryBytes).toBeGreaterThan(10_000);
      expect(memoryLimitBytes).toBe(64 * 1024 * 1024);
    }
  });
});

test('health is what the check says now', async () => {
  const { target, image } = fixture;
  const timing = { intervalSeconds: 1, timeoutSeconds: 1, retries: 1, startPeriodSeconds: 0 };
  const check = { type: 'http', path: '/health', port: 8080, ...timing } as const;
  const [good, bad] = [await image('web', appImages.web('v1')), await image('bad', appImages.unhealthy())];
  const ref = anApp();
  const containers = [
    aContainer({ ...good, healthCheck: check }),
    aContainer({ ...bad, name: 'zbad', healthCheck: check }),
  ];
  await target.startContainers(aRelease(ref, ...containers), aCall());
  await eventually(async () =>
    expect((await target.observe(ref)).map(({ health }) => health)).toEqual(['healthy', 'unhealthy']),
  );
  await target.destroy(ref, aCall());
}, 30_000);
