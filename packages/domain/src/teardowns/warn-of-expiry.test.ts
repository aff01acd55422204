import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { updateApp } from '../apps';
import type { Ctx } from '../context';
import { addApp } from '../deployments.fixture';
import { listNotifications } from '../notifications';
import { warnOfExpiry } from './index';

let tests: TestSystem;
let ctx: Ctx;
let app: string;
const start = new Date('2027-02-10T08:00:00.000Z');

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  at(0);
  ctx = await tests.createTeam();
  app = await addApp(ctx);
});
afterAll(() => tests.close());

/** Hours after the start. */
function at(hours: number): void {
  tests.setNow(new Date(start.getTime() + hours * 3_600_000));
}

async function toldAt(hours: number): Promise<string[]> {
  at(hours);
  await warnOfExpiry(tests.system);
  await warnOfExpiry(tests.system);
  const { notifications } = await listNotifications(ctx, { limit: 50 });
  return notifications.map(({ title }) => title.replace(/^.* is torn down /, '')).reverse();
}

test('a team is told a day and an hour before a temporary app ends, once each', async () => {
  await updateApp(ctx, app, { ttlHours: 72 });
  expect(await toldAt(47.9)).toEqual([]);
  expect(await toldAt(48)).toEqual(['in 1 day']);
  expect(await toldAt(70.9)).toEqual(['in 1 day']);
  expect(await toldAt(71.5)).toEqual(['in 1 day', 'in 30 minutes']);
  expect(await toldAt(73)).toEqual(['in 1 day', 'in 30 minutes']);
});

test('nobody is told of what they have just set themselves, and an app that is given more time is warned of anew', async () => {
  await updateApp(ctx, app, { ttlHours: 5 });
  expect(await toldAt(1)).toEqual([]);
  expect(await toldAt(4.5)).toEqual(['in 30 minutes']);
  await updateApp(ctx, app, { ttlHours: 48 });
  expect(await toldAt(4.6)).toEqual(['in 30 minutes']);
  expect(await toldAt(29)).toEqual(['in 30 minutes', 'in 23 hours 30 minutes']);
});

test('after an outage over both moments one warning is given, not two', async () => {
  await updateApp(ctx, app, { ttlHours: 72 });
  expect(await toldAt(71.5)).toEqual(['in 30 minutes']);
});
