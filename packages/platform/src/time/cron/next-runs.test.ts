import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { formatWallClock, lastYear, nextRuns, parseCron, toWallClock } from '..';

test.each([
  ['30 2 * * *', 'America/New_York', '2027-03-14 00:00', ['2027-03-14 03:00', '2027-03-15 02:30']],
  ['30 2 * * *', 'Europe/Berlin', '2027-03-28 00:00', ['2027-03-28 03:00', '2027-03-29 02:30']],
  ['15 2 * * *', 'Australia/Lord_Howe', '2027-10-03 00:00', ['2027-10-03 02:30', '2027-10-04 02:15']],
  ['0 0 * * *', 'Africa/Cairo', '2027-04-29 12:00', ['2027-04-30 01:00', '2027-05-01 00:00']],
  ['30 0 * * 0', 'Asia/Beirut', '2027-03-27 12:00', ['2027-03-28 01:00', '2027-04-04 00:30']],
  ['0 12 * * *', 'Pacific/Apia', '2011-12-29 13:00', ['2011-12-31 00:00', '2011-12-31 12:00']],
  ['0,20,40 2 * * *', 'America/New_York', '2027-03-14 00:00', ['2027-03-14 03:00', '2027-03-15 02:00']],
  [
    '*/30 1-3 * * *',
    'America/New_York',
    '2027-03-14 01:10',
    ['2027-03-14 01:30', '2027-03-14 03:00', '2027-03-14 03:30'],
  ],
  ['0 2,3 * * *', 'America/New_York', '2027-03-14 00:00', ['2027-03-14 03:00', '2027-03-15 02:00']],
])('"%s" in %s runs a skipped minute once, at the next one that exists', (expression, zone, after, expected) => {
  expect(localRuns(expression, zone, after, expected.length)).toEqual(expected);
});

test.each([
  ['30 1 * * *', 'America/New_York', ['2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z']],
  [
    '0 * * * *',
    'America/New_York',
    ['2026-11-01T05:00:00.000Z', '2026-11-01T07:00:00.000Z', '2026-11-01T08:00:00.000Z'],
  ],
])('"%s" in %s runs once where clocks go back, at the first of the two', (expression, zone, expected) => {
  expect(runsOf(expression, zone, '2026-11-01T04:00:00Z', expected.length)).toEqual(expected);
});

test.each(['2026-11-01T05:30:00Z', '2026-11-01T05:59:59Z', '2026-11-01T06:00:00Z', '2026-11-01T06:59:59Z'])(
  'asked at %s, when 01:30 has run, "30 1 * * *" waits for the next day and "*/10 * * * *" for 02:00',
  (after) => {
    expect(runsOf('30 1 * * *', 'America/New_York', after, 1)).toEqual(['2026-11-02T06:30:00.000Z']);
    if (after >= '2026-11-01T05:50:00Z') {
      expect(runsOf('*/10 * * * *', 'America/New_York', after, 1)).toEqual(['2026-11-01T07:00:00.000Z']);
    }
  },
);

test('a run that fell into a gap is not run again when asked at that very instant', () => {
  expect(runsOf('30 2 * * *', 'America/New_York', '2027-03-14T07:00:00Z', 1)).toEqual(['2027-03-15T06:30:00.000Z']);
  expect(runsOf('30 2 * * *', 'America/New_York', '2027-03-14T06:59:59.999Z', 1)).toEqual(['2027-03-14T07:00:00.000Z']);
});

test('runs come strictly after, to the millisecond, and up to and with the end', () => {
  expect(runsOf('0 8 * * *', 'UTC', '2027-01-01T07:59:59.999Z', 1)).toEqual(['2027-01-01T08:00:00.000Z']);
  expect(runsOf('0 8 * * *', 'UTC', '2027-01-01T08:00:00.000Z', 1)).toEqual(['2027-01-02T08:00:00.000Z']);
  const [after, until] = [new Date('2027-01-01T08:00:00Z'), new Date('2027-01-03T08:00:00Z')];
  expect(nextRuns(parseCron('0 8 * * *'), 'UTC', after, 9, until)).toHaveLength(2);
  expect(nextRuns(parseCron('0 8 * * *'), 'UTC', after, 9, new Date(until.getTime() - 1))).toHaveLength(1);
  expect(nextRuns(parseCron('0 8 * * *'), 'UTC', after, 0)).toEqual([]);
});

test('a day that matches either kind of day is due; a step of one leaves the choice to the other kind', () => {
  const days = (expression: string) =>
    localRuns(expression, 'UTC', '2027-08-09 00:00', 4).map((run) => run.slice(5, 10));
  expect(days('0 8 13 * 1')).toEqual(['08-09', '08-13', '08-16', '08-23']);
  expect(days('0 8 */1 * 1')).toEqual(['08-09', '08-16', '08-23', '08-30']);
  expect(days('0 8 13 * *')).toEqual(['08-13', '09-13', '10-13', '11-13']);
  expect(days('0 8 * * 5-7')).toEqual(['08-13', '08-14', '08-15', '08-20']);
  expect(days('0 8 * * 0,7')).toEqual(['08-15', '08-22', '08-29', '09-05']);
});

test('29 February is found years ahead, and nothing after the last year that is planned for', () => {
  expect(localRuns('0 0 29 2 *', 'Europe/Berlin', '2026-11-21 00:00', 1_000)).toEqual(
    ['2028', '2032', '2036'].map((year) => `${year}-02-29 00:00`),
  );
  expect(localRuns('59 23 31 12 *', 'Asia/Tokyo', `${lastYear}-01-01 00:00`, 5)).toEqual([`${lastYear}-12-31 23:59`]);
  expect(runsOf('* * * * *', 'America/New_York', '2040-01-01T00:00:00Z', 5)).toEqual([]);
});

test('an unknown zone is refused', () => {
  expect(() => nextRuns(parseCron('0 8 * * *'), 'Mars/Olympus', new Date(), 1)).toThrow(RangeError);
});

test('five runs are found in little time, also far away', () => {
  for (const expression of ['30 2 * * *', '0 8 * * 1', '*/5 * * * *', '0 0 29 2 *']) {
    const cron = parseCron(expression);
    const started = performance.now();
    for (let round = 0; round < 20; round += 1) nextRuns(cron, 'America/New_York', new Date('2026-11-21T12:00:00Z'), 5);
    expect((performance.now() - started) / 20).toBeLessThan(100);
  }
});

test.each(['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
  'a machine whose own zone is %s comes to the same instants',
  (TZ) => {
    const source = join(__dirname, '..', 'index.ts');
    const script = `
      const { nextRuns, parseCron, resolveWallClock } = require(${JSON.stringify(source)});
      const runs = nextRuns(parseCron('30 2 * * *'), 'Europe/Berlin', new Date('2027-03-27T12:00:00Z'), 2);
      const gap = resolveWallClock({ year: 2027, month: 3, day: 14, hour: 2, minute: 30 }, 'America/New_York');
      console.log(JSON.stringify([new Date(0).getTimezoneOffset(), runs, gap.kind]));`;
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=commonjs', '-e', script], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    const [offset, ...rest] = JSON.parse(output);
    expect(offset).not.toBe(0);
    expect(rest).toEqual([['2027-03-28T01:00:00.000Z', '2027-03-29T00:30:00.000Z'], 'nonexistent']);
  },
);

/** The runs as clocks in the zone show them; `after` too is written as clocks there show it, away from any change. */
function localRuns(expression: string, zone: string, after: string, count: number): string[] {
  const shown = Date.parse(`${after.replace(' ', 'T')}Z`);
  const instant = new Date(shown - toWallClock(new Date(shown), zone).offsetMinutes * 60_000);
  return nextRuns(parseCron(expression), zone, instant, count).map((run) => formatWallClock(toWallClock(run, zone)));
}

function runsOf(expression: string, zone: string, after: string, count: number): string[] {
  return nextRuns(parseCron(expression), zone, new Date(after), count).map((run) => run.toISOString());
}
