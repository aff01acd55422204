import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { tickEveryMinute } from './minute-tick';

let test: TestSystem;

beforeAll(async () => {
  test = await createTestSystem();
});
beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2027-02-10T02:59:40Z') });
});
afterEach(() => {
  jest.useRealTimers();
});
afterAll(() => test.close());

it('it acts as each minute begins, also after one that failed, and not once it is stopped', async () => {
  const acted: string[] = [];
  const stop = tickEveryMinute(test.system, async () => {
    acted.push(new Date().toISOString().slice(11, 23));
    if (acted.length === 1) throw new Error('MongoDB is away');
  });
  await jest.advanceTimersByTimeAsync(150_000);
  expect(acted).toEqual(['03:00:00.000', '03:01:00.000', '03:02:00.000']);
  stop();
  await jest.advanceTimersByTimeAsync(150_000);
  expect(acted).toHaveLength(3);
});

it('when the clock is set, forward or back, it is seen within seconds, and later minutes are not lost', async () => {
  const acted: string[] = [];
  const stop = tickEveryMinute(test.system, async () => {
    acted.push(new Date().toISOString().slice(11, 16));
  });
  await jest.advanceTimersByTimeAsync(1_000);
  jest.setSystemTime(new Date('2027-02-10T03:30:10Z'));
  await jest.advanceTimersByTimeAsync(5_000);
  expect(acted).toEqual(['03:30']);
  jest.setSystemTime(new Date('2027-02-10T02:59:50Z'));
  await jest.advanceTimersByTimeAsync(15_000);
  expect(acted).toEqual(['03:30', '02:59', '03:00']);
  stop();
});
