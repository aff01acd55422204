import { mergeFreezes } from '../preview/merge-freezes';
import { graceWords } from './grace';
import { sayInstants } from './instants';
import { causeOf, latenessWords } from './run';
import { cronSentence, recurrenceWords } from './schedule';

test('late is said in minutes, and on time is not said at all', () => {
  expect(latenessWords(6 * 60 + 10)).toBe('ran 6 min late');
  expect(latenessWords(2 * 3_600)).toBe('ran 2 hours late');
  expect(latenessWords(null)).toBeNull();
});

test('a run that was missed gives its cause', () => {
  expect(causeOf({ lateSeconds: null, reason: { code: 'outage', message: 'Oatfin was down.' } })).toBe(
    'Oatfin was down.',
  );
});

test.each([
  ['At 20:00', 'Every day at 20:00'],
  ['At 06:00, only on Monday', 'Every Monday at 06:00'],
  ['At 02:30, Monday through Friday', 'Monday to Friday at 02:30'],
  ['At 06:00, on day 1 of the month', 'On day 1 of every month at 06:00'],
  ['every 5 minutes', 'Every 5 minutes'],
])('“%s” is said as “%s”', (words, sentence) => {
  expect(cronSentence(words)).toBe(sentence);
});

test('a recurrence says when it ends', () => {
  const schedule = { cron: '0 20 * * *', cronWords: 'At 20:00', maxRuns: 30, endsAt: null, timezone: 'UTC' };
  expect(recurrenceWords(schedule)).toBe('Every day at 20:00, 30 times');
  expect(recurrenceWords({ ...schedule, maxRuns: null, endsAt: '2027-02-10T23:59:00.000Z' })).toBe(
    'Every day at 20:00, until Wed 10 Feb 2027',
  );
});

test('no grace means that what cannot start at its minute is missed', () => {
  expect(graceWords(0)).toContain('is marked missed');
  expect(graceWords(90)).toContain('1 hour 30 minutes late');
});

test('one freeze over a whole chain is told once, naming every app', () => {
  const note = (app: string) => ({
    kind: 'freeze' as const,
    message: `The freeze "Christmas" holds ${app} then, until 2027-01-03 18:00: it waits.`,
  });
  expect(mergeFreezes([note('db'), note('auth'), note('api')]).map(({ message }) => message)).toEqual([
    'The freeze "Christmas" holds db, auth and api then, until 2027-01-03 18:00: it waits.',
  ]);
});

test('instants in sentences are readable', () => {
  expect(sayInstants('it was 2026-11-21T15:00:00.000Z; choose')).toBe('it was 2026-11-21 15:00 UTC; choose');
});
