import { nextRuns, parseCron, toWallClock, type WallClock } from '..';
import { countOf, wallClockFromCount } from '../wall-clock/wall-clock';

/** What each pattern means, said in another way. */
const patterns: [string, (wall: WallClock, weekday: number) => boolean][] = [
  ['* * * * *', () => true],
  ['*/7 * * * *', ({ minute }) => minute % 7 === 0],
  ['0 * * * *', ({ minute }) => minute === 0],
  ['30 2 * * *', ({ hour, minute }) => hour === 2 && minute === 30],
  ['0,45 0-3 * * *', ({ hour, minute }) => hour <= 3 && (minute === 0 || minute === 45)],
  [
    '10-50/20 */6 * * SAT,7',
    ({ hour, minute }, weekday) => weekday % 6 === 0 && hour % 6 === 0 && [10, 30, 50].includes(minute),
  ],
  ['15 1 28 * SUN', ({ day, hour, minute }, weekday) => (day === 28 || weekday === 0) && hour === 1 && minute === 15],
];

const changes: [string, string][] = [
  ['America/New_York', '2027-03-14T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Europe/Berlin', '2027-03-28T01:00:00Z'],
  ['Australia/Lord_Howe', '2027-10-02T15:30:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
  ['Africa/Cairo', '2027-04-29T22:00:00Z'],
  ['Africa/Cairo', '2027-10-28T21:00:00Z'],
  ['Asia/Beirut', '2027-03-27T22:00:00Z'],
  ['Antarctica/Troll', '2027-03-28T01:00:00Z'],
  ['Antarctica/Troll', '2027-10-31T01:00:00Z'],
  ['America/Nuuk', '2027-03-28T01:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Asia/Pyongyang', '2018-05-04T15:00:00Z'],
  ['Pacific/Kwajalein', '1969-09-30T13:00:00Z'],
];

const cases = changes.flatMap(([zone, at]) =>
  patterns.map(([expression, matches]) => ({ zone, at, expression, matches })),
);

test.each(cases)('$expression in $zone around $at is due when clocks first show a match or jump over one', (given) => {
  const [start, end] = [Date.parse(given.at) - 8 * 3_600_000, Date.parse(given.at) + 8 * 3_600_000];
  const expected = runsMinuteByMinute(given.zone, given.matches, start, end);
  const cron = parseCron(given.expression);
  expect(nextRuns(cron, given.zone, new Date(start), 5_000, new Date(end)).map(Number)).toEqual(expected);
  for (const minutes of [-60, -1, 0, 30, 61]) {
    const after = Date.parse(given.at) + minutes * 60_000 + 500;
    const next = nextRuns(cron, given.zone, new Date(after), 1, new Date(end)).map(Number);
    expect(next).toEqual(expected.filter((run) => run > after).slice(0, 1));
  }
});

/** Watches the clock for every minute: whatever it shows for the first time, or has jumped over, is due if it matches. */
function runsMinuteByMinute(zone: string, matches: (typeof patterns)[number][1], start: number, end: number): number[] {
  const runs: number[] = [];
  let furthest = countOf(toWallClock(new Date(start), zone));
  for (let at = start + 60_000; at <= end; at += 60_000) {
    const shown = countOf(toWallClock(new Date(at), zone));
    let isDue = false;
    for (let count = furthest + 60_000; count <= shown; count += 60_000) {
      isDue ||= matches(wallClockFromCount(count), new Date(count).getUTCDay());
    }
    if (isDue) runs.push(at);
    furthest = Math.max(furthest, shown);
  }
  return runs;
}
