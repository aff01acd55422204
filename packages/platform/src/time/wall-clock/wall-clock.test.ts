import { formatWallClock, isCalendarDate, toWallClock, untilInWords, type WallClock } from '..';

const noon: WallClock = { year: 2027, month: 2, day: 10, hour: 12, minute: 0 };

test.each([
  [{}, true],
  [{ month: 2, day: 29 }, false],
  [{ year: 2028, month: 2, day: 29 }, true],
  [{ year: 2100, month: 2, day: 29 }, false],
  [{ year: 2000, month: 2, day: 29 }, true],
  [{ month: 2, day: 30 }, false],
  [{ month: 4, day: 31 }, false],
  [{ month: 12, day: 31, hour: 23, minute: 59 }, true],
  [{ month: 0 }, false],
  [{ month: 13 }, false],
  [{ day: 0 }, false],
  [{ hour: 24 }, false],
  [{ hour: -1 }, false],
  [{ minute: 60 }, false],
  [{ minute: 0.5 }, false],
  [{ year: Number.NaN }, false],
  [{ year: 27 }, false],
  [{ year: 10_000 }, false],
])('with %j the calendar has 10 February 2027, noon: %s', (change, expected) => {
  expect(isCalendarDate({ ...noon, ...change })).toBe(expected);
});

test('a wall clock is written so that it sorts', () => {
  expect(formatWallClock({ year: 2027, month: 2, day: 1, hour: 3, minute: 5 })).toBe('2027-02-01 03:05');
});

test.each([
  ['2027-01-10T14:00:59.999Z', 'America/New_York', '2027-01-10 09:00', -300, 'EST'],
  ['2027-03-14T06:59:59.999Z', 'America/New_York', '2027-03-14 01:59', -300, 'EST'],
  ['2027-03-14T07:00:00.000Z', 'America/New_York', '2027-03-14 03:00', -240, 'EDT'],
  ['2027-01-10T18:30:00.000Z', 'Asia/Kolkata', '2027-01-11 00:00', 330, 'IST'],
  ['2027-01-10T18:30:00.000Z', 'UTC', '2027-01-10 18:30', 0, 'UTC'],
  ['1969-12-31T23:59:30.000Z', 'UTC', '1969-12-31 23:59', 0, 'UTC'],
])('at %s clocks in %s show %s', (at, zone, text, offsetMinutes, abbreviation) => {
  const shown = toWallClock(new Date(at), zone);
  expect([formatWallClock(shown), shown.offsetMinutes, shown.abbreviation]).toEqual([
    text,
    offsetMinutes,
    abbreviation,
  ]);
});

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
test.each([
  [0, 'now'],
  [29 * second, 'now'],
  [-29 * second, 'now'],
  [30 * second, 'in 1 minute'],
  [5 * minute, 'in 5 minutes'],
  [hour - second, 'in 1 hour'],
  [hour + minute, 'in 1 hour 1 minute'],
  [3 * day + 4 * hour + 5 * minute, 'in 3 days 4 hours'],
  [day + 5 * minute, 'in 1 day'],
  [-2 * hour, '2 hours ago'],
  [-day - hour, '1 day 1 hour ago'],
])('%d milliseconds away is said as "%s"', (ms, words) => {
  expect(untilInWords(ms)).toBe(words);
});
