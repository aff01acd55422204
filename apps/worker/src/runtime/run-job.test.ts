import { AppError } from '@oatfin/platform/errors';
import { connectRedis, defineJob } from '@oatfin/platform/queue';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { eventually } from '@oatfin/testkit/eventually';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type Attempt, handleJob } from './handle-job';
import { startWorkers, type Workers } from './start-workers';

const count = defineJob({
  name: 'test.count',
  queue: 'tests',
  payload: z.object({ n: z.number() }),
  jobId: ({ n }) => `test-count-${n}`,
  options: { attempts: 3, backoff: { type: 'fixed', delay: 1 } },
});
const once = defineJob({ ...count, name: 'test.once', jobId: ({ n }) => `test-once-${n}`, options: {} });

let tests: TestSystem;
let connection: Redis;
let queue: Queue;

beforeAll(async () => {
  tests = await createTestSystem();
  connection = connectRedis(tests.redisUrl, { blocking: true, logger: tests.system.logger });
  queue = new Queue('tests', { connection, prefix: tests.prefix });
});
afterAll(async () => {
  await queue.close();
  connection.disconnect();
  await tests.close();
});

/** Workers that do both jobs as told, one at a time. */
function work(handle: (attempt: Attempt) => Promise<void>): Workers {
  const handlers = [count, once].map((job) => handleJob(job, (_ctx, _payload, attempt) => handle(attempt)));
  return startWorkers(tests.system, handlers, { connection, prefix: tests.prefix, concurrency: 1, lockSeconds: 10 });
}

/** Resolves when the queue has forgotten the job: it was done, or failed for good. */
async function gone(id: string): Promise<void> {
  await eventually(async () => expect(await queue.getJob(id)).toBeUndefined(), { timeoutMs: 15_000 });
}

test.each([
  ['what may pass', new AppError('target.unavailable', 'The engine is away.'), [false, false, true]],
  ['what nobody foresaw', new TypeError('x is not a function'), [false, false, true]],
  ['what does not pass', new AppError('app.expired', 'Its time is over.'), [false]],
])('a job that fails by %s is tried again or not, and told which attempt is the last', async (_, error, expected) => {
  const lasts: boolean[] = [];
  const workers = work(async ({ isLast }) => {
    lasts.push(isLast);
    throw error;
  });
  await tests.system.queues.enqueue(count, { n: 1 });
  await gone('test-count-1');
  expect(lasts).toEqual(expected);
  await workers.close();
});

test('a job with another payload than it says never reaches its handler', async () => {
  let reached = 0;
  const workers = work(async () => {
    reached += 1;
  });
  await queue.add(count.name, { n: 'one' }, { jobId: 'wrong', removeOnFail: true });
  await gone('wrong');
  expect(reached).toBe(0);
  await workers.close();
});

test('at shutdown a job is handed over without counting as an attempt, and the worker waits until it was let go', async () => {
  const lasts: boolean[] = [];
  let start: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  let isLetGo = false;
  const first = work(async ({ isLast, shutdown }) => {
    lasts.push(isLast);
    const stopped = new Promise((resolve) => shutdown.addEventListener('abort', resolve));
    start();
    await stopped;
    await queue.getWaitingCount();
    isLetGo = true;
    shutdown.throwIfAborted();
  });
  await tests.system.queues.enqueue(once, { n: 2 });
  await started;
  await first.close();
  expect(isLetGo).toBe(true);
  const second = work(async ({ isLast }) => void lasts.push(isLast));
  await gone('test-once-2');
  expect(lasts).toEqual([true, true]);
  await second.close();
});
