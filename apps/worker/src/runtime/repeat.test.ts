import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { repeatSweeps } from './repeat';

let tests: TestSystem;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
afterAll(() => tests.close());

test('a sweep runs at once and then again and again, also after one that failed', async () => {
  let runs = 0;
  const run = async () => {
    runs += 1;
    if (runs === 1) throw new Error('MongoDB is away');
  };
  const stop = repeatSweeps(tests.system, [{ name: 'test', everySeconds: 30, run }]);
  await jest.advanceTimersByTimeAsync(29_999);
  expect(runs).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(runs).toBe(2);
  await jest.advanceTimersByTimeAsync(30_000);
  expect(runs).toBe(3);
  await stop();
  await jest.advanceTimersByTimeAsync(90_000);
  expect(runs).toBe(3);
});

test('a sweep that takes long runs once at a time; whoever stops it waits for it, and it does not come again', async () => {
  let runs = 0;
  let finish: () => void = () => {};
  const run = () => {
    runs += 1;
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  };
  const stop = repeatSweeps(tests.system, [{ name: 'test', everySeconds: 30, run }]);
  await jest.advanceTimersByTimeAsync(90_000);
  expect(runs).toBe(1);
  let isStopped = false;
  const stopping = stop().then(() => {
    isStopped = true;
  });
  await jest.advanceTimersByTimeAsync(0);
  expect(isStopped).toBe(false);
  finish();
  await stopping;
  await jest.advanceTimersByTimeAsync(90_000);
  expect(runs).toBe(1);
});
