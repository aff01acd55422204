import { createLogger } from '@oatfin/platform/logging';
import { connectRedis } from '@oatfin/platform/queue';
import { startRedis } from '@oatfin/testkit/redis';
import { type Clock, createClock } from '.';

const logger = createLogger({ process: 'test', level: 'silent' });
const redis = connectRedis('redis://127.0.0.1:1', { blocking: false, logger });
let clock: Clock | undefined;
let serverAt: number | null;

beforeEach(() => {
  jest.useFakeTimers({
    now: new Date('2027-02-10T03:00:00Z'),
    doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'],
  });
  serverAt = Date.now();
  jest.spyOn(redis, 'time').mockImplementation(async () => {
    if (serverAt === null) throw new Error('away');
    return [Math.floor(serverAt / 1_000), (serverAt % 1_000) * 1_000];
  });
});
afterEach(() => {
  clock?.stop();
  jest.useRealTimers();
  jest.restoreAllMocks();
});
afterAll(() => redis.disconnect());

async function started(): Promise<Clock> {
  clock = createClock(redis, logger);
  await clock.synced;
  return clock;
}

/** Seconds that both the server's and this machine's time go on. */
async function pass(seconds: number): Promise<void> {
  if (serverAt !== null) serverAt += seconds * 1_000;
  await jest.advanceTimersByTimeAsync(seconds * 1_000);
}

const isAt = (shown: Clock, time: string) => expect(shown.now().toISOString()).toBe(`2027-02-10T${time}.000Z`);

test('a machine whose clock is 30 seconds fast tells the time of Redis from the first moment', async () => {
  serverAt = Date.now() - 30_000;
  isAt(await started(), '02:59:30');
});

test('a machine whose clock jumps, forward or back, still tells the right time', async () => {
  const shown = await started();
  jest.setSystemTime(new Date('2027-02-10T05:00:00Z'));
  isAt(shown, '03:00:00');
  jest.setSystemTime(new Date('2027-02-10T01:00:00Z'));
  await pass(10);
  isAt(shown, '03:00:10');
});

test('when the clock of Redis is set, forward or back, it is followed at the next look', async () => {
  const shown = await started();
  serverAt = Date.parse('2027-02-10T03:10:00Z');
  await pass(15);
  isAt(shown, '03:10:15');
  serverAt = Date.parse('2027-02-10T02:50:00Z');
  await pass(15);
  isAt(shown, '02:50:15');
});

test('while Redis is away the time goes on from what was known last', async () => {
  serverAt = Date.now() - 30_000;
  const shown = await started();
  serverAt = null;
  await pass(3_600);
  isAt(shown, '03:59:30');
});

test('without Redis at the start the machine’s own clock counts, and is corrected when Redis comes', async () => {
  serverAt = null;
  const shown = await started();
  isAt(shown, '03:00:00');
  serverAt = Date.now() - 30_000;
  await pass(15);
  isAt(shown, '02:59:45');
});

test('a real Redis is asked', async () => {
  jest.useRealTimers();
  const server = await startRedis();
  const connected = connectRedis(server.url, { blocking: false, logger });
  const shown = createClock(connected, logger);
  await shown.synced;
  expect(Math.abs(shown.now().getTime() - Date.now())).toBeLessThan(1_000);
  shown.stop();
  connected.disconnect();
  await server.stop();
});
