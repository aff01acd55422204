import { CreateScheduleBody } from '@oatfin/contracts';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { createFreeze } from '../../freezes';
import { previewSchedule } from '..';
import { addApp, at } from '../schedules.fixture';

let test: TestSystem;
let ctx: Ctx;
let app: string;

beforeAll(async () => {
  test = await createTestSystem();
});
beforeEach(async () => {
  test.setNow(new Date('2027-02-09T12:00:00Z'));
  ctx = await test.createTeam();
  app = await addApp(ctx);
});
afterAll(() => test.close());

async function notesOf(given: object): Promise<string[]> {
  const body = CreateScheduleBody.parse({ app, timezone: 'America/New_York', ...given });
  return (await previewSchedule(ctx, body)).notes.map(({ message }) => message);
}

it('a freeze that outlasts the grace is told as the end of the schedule, a shorter one as a wait', async () => {
  const freeze = { name: 'Sale', timezone: 'America/New_York', yearly: false, environments: [] };
  await createFreeze(ctx, { ...freeze, from: { ...at, minute: 0 }, to: { ...at, hour: at.hour + 1, minute: 0 } });
  const held = 'The freeze "Sale" holds api then, until 2027-02-10 04:00 (America/New_York)';
  expect(await notesOf({ at })).toEqual([`${held}: longer than the grace allows, so this would fail.`]);
  expect(await notesOf({ at, notAfterMinutes: 60 })).toEqual([`${held}: within the grace, so this starts then.`]);
});

it('a change of clocks before the first time of a recurring schedule is not said to be soon', async () => {
  expect(await notesOf({ cron: '0 3 29 2 *' })).toEqual([expect.stringMatching(/^Before this clocks/)]);
  expect(await notesOf({ cron: '0 3 * * *' })).toEqual([expect.stringMatching(/^Soon clocks/)]);
});

it('a time that clocks jump over is told with the minute it runs at instead', async () => {
  const [note] = await notesOf({ cron: '15 2 3 10 *', timezone: 'Australia/Lord_Howe' });
  expect(note).toBe('Clocks in Australia/Lord_Howe jump over one of its times: it runs at 2027-10-03 02:30 instead.');
  expect(await notesOf({ cron: '45 2 3 10 *', timezone: 'Australia/Lord_Howe' })).toHaveLength(1);
});
