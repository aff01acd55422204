import { type Resolution, resolveWallClock, toWallClock, type WallClock } from '..';

const wall = (text: string): WallClock => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute };
};

test.each([
  ['America/New_York', '2027-01-10 09:00', '2027-01-10T14:00:00.000Z', -300],
  ['Asia/Kolkata', '2027-01-10 00:00', '2027-01-09T18:30:00.000Z', 330],
  ['Asia/Kathmandu', '2027-01-10 00:00', '2027-01-09T18:15:00.000Z', 345],
  ['Pacific/Kiritimati', '2027-01-10 00:00', '2027-01-09T10:00:00.000Z', 840],
  ['Etc/GMT+12', '2027-01-10 00:00', '2027-01-10T12:00:00.000Z', -720],
  ['Pacific/Chatham', '2027-01-10 00:00', '2027-01-09T10:15:00.000Z', 825],
  ['UTC', '2027-01-10 00:00', '2027-01-10T00:00:00.000Z', 0],
  ['America/Vancouver', '2026-11-01 01:30', '2026-11-01T08:30:00.000Z', -420],
])('in %s %s is one instant', (zone, text, at, offsetMinutes) => {
  expect(resolveWallClock(wall(text), zone)).toEqual({ kind: 'exact', at: new Date(at), offsetMinutes });
});

test.each([
  ['one hour', 'America/New_York', '2027-03-14 02:30', '2027-03-14 01:59', '2027-03-14 03:00', 60],
  ['one hour, first minute', 'Europe/Berlin', '2027-03-28 02:00', '2027-03-28 01:59', '2027-03-28 03:00', 60],
  ['one hour, last minute', 'Europe/Berlin', '2027-03-28 02:59', '2027-03-28 01:59', '2027-03-28 03:00', 60],
  ['half an hour', 'Australia/Lord_Howe', '2027-10-03 02:15', '2027-10-03 01:59', '2027-10-03 02:30', 30],
  ['two hours', 'Antarctica/Troll', '2027-03-28 02:10', '2027-03-28 00:59', '2027-03-28 03:00', 120],
  ['at midnight', 'Africa/Cairo', '2027-04-30 00:00', '2027-04-29 23:59', '2027-04-30 01:00', 60],
  ['at midnight', 'Asia/Beirut', '2027-03-28 00:59', '2027-03-27 23:59', '2027-03-28 01:00', 60],
  ['across midnight', 'America/Nuuk', '2027-03-27 23:30', '2027-03-27 22:59', '2027-03-28 00:00', 60],
  ['a whole day', 'Pacific/Apia', '2011-12-30 12:00', '2011-12-29 23:59', '2011-12-31 00:00', 1440],
  ['a whole day', 'Pacific/Kwajalein', '1993-08-21 23:59', '1993-08-20 23:59', '1993-08-22 00:00', 1440],
  ['a new standard offset', 'Asia/Pyongyang', '2018-05-04 23:45', '2018-05-04 23:29', '2018-05-05 00:00', 30],
  ['odd seconds', 'Africa/Monrovia', '1972-01-07 00:30', '1972-01-06 23:59', '1972-01-07 00:45', 44.5],
])(
  'clocks skip %s in %s: %s does not exist, and its neighbours are named',
  (_gap, zone, text, before, after, gapMinutes) => {
    const resolution = resolveWallClock(wall(text), zone);
    expect(resolution).toEqual({ kind: 'nonexistent', before: wall(before), after: wall(after), gapMinutes });
    expect([before, after].map((side) => resolveWallClock(wall(side), zone).kind)).toEqual(['exact', 'exact']);
  },
);

test.each([
  ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ['Europe/Berlin', '2027-10-31 02:00', '2027-10-31T00:00:00.000Z', '2027-10-31T01:00:00.000Z'],
  ['Europe/Dublin', '2027-10-31 01:59', '2027-10-31T00:59:00.000Z', '2027-10-31T01:59:00.000Z'],
  ['Australia/Lord_Howe', '2027-04-04 01:45', '2027-04-03T14:45:00.000Z', '2027-04-03T15:15:00.000Z'],
  ['Antarctica/Troll', '2027-10-31 01:30', '2027-10-30T23:30:00.000Z', '2027-10-31T01:30:00.000Z'],
  ['Africa/Cairo', '2027-10-28 23:15', '2027-10-28T20:15:00.000Z', '2027-10-28T21:15:00.000Z'],
  ['Asia/Beirut', '2027-10-30 23:00', '2027-10-30T20:00:00.000Z', '2027-10-30T21:00:00.000Z'],
  ['Asia/Pyongyang', '2015-08-14 23:45', '2015-08-14T14:45:00.000Z', '2015-08-14T15:15:00.000Z'],
  ['Pacific/Kwajalein', '1969-09-30 12:00', '1969-09-30T01:00:00.000Z', '1969-10-01T00:00:00.000Z'],
])('clocks in %s show %s twice: the first is meant unless the second is asked for', (zone, text, first, second) => {
  const both = { kind: 'repeated', first: new Date(first), second: new Date(second) };
  const firstWay = resolveWallClock(wall(text), zone);
  expect(firstWay).toEqual({ ...both, at: both.first, fold: 'first', offsetMinutes: offsetAt(both.first, zone) });
  expect(resolveWallClock(wall(text), zone, 'first')).toEqual(firstWay);
  expect(resolveWallClock(wall(text), zone, 'second')).toEqual({
    ...both,
    at: both.second,
    fold: 'second',
    offsetMinutes: offsetAt(both.second, zone),
  });
});

test('the minutes around a repeated hour are not repeated', () => {
  const kinds = ['00:59', '01:00', '01:59', '02:00'].map(
    (time) => resolveWallClock(wall(`2026-11-01 ${time}`), 'EST5EDT').kind,
  );
  expect(kinds).toEqual(['exact', 'repeated', 'repeated', 'exact']);
});

test('a fold asked for where there is none changes nothing', () => {
  const noon = wall('2027-06-01 12:00');
  expect(resolveWallClock(noon, 'Europe/Berlin', 'second')).toEqual(resolveWallClock(noon, 'Europe/Berlin'));
});

test('an unknown zone and a minute that no calendar has are refused', () => {
  const at = (text: string, zone: string) => (): Resolution => resolveWallClock(wall(text), zone);
  expect(at('2027-06-01 12:00', 'Mars/Olympus')).toThrow(new RangeError('There is no time zone "Mars/Olympus".'));
  expect(at('2027-06-01 12:00', 'europe/berlin')).toThrow(RangeError);
  expect(at('2027-02-30 12:00', 'UTC')).toThrow(new RangeError('There is no minute 2027-02-30 12:00 in the calendar.'));
});

test('resolving takes microseconds', () => {
  const started = performance.now();
  for (let round = 0; round < 20_000; round += 1) resolveWallClock(wall('2036-03-09 02:30'), 'America/New_York');
  expect((performance.now() - started) / 20_000).toBeLessThan(0.1);
});

function offsetAt(at: Date, zone: string): number {
  return toWallClock(at, zone).offsetMinutes;
}
