import { type FreezeTime, firstOf, occurrenceAt } from './freeze-time.rules';

/** `wall('2026-12-20 18:00')` */
function wall(text: string) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[- :]/).map(Number);
  return { year, month, day, hour, minute };
}

function freeze(from: string, to: string, more: Partial<FreezeTime> = {}): FreezeTime {
  return { from: wall(from), to: wall(to), timezone: 'UTC', yearly: false, ...more };
}

/** The time that holds or comes, seen from `at`: `from/to`, or null. */
function seen(one: FreezeTime, at: string): string | null {
  const occurrence = occurrenceAt(one, new Date(at));
  return occurrence && `${occurrence.startsAt.toISOString()}/${occurrence.endsAt.toISOString()}`;
}

test('a freeze holds from its first minute until just before its last, and is then over', () => {
  const once = freeze('2027-02-10 08:00', '2027-02-10 09:00');
  const whole = '2027-02-10T08:00:00.000Z/2027-02-10T09:00:00.000Z';
  expect(seen(once, '2026-01-01T00:00:00Z')).toBe(whole);
  expect(seen(once, '2027-02-10T08:59:59.999Z')).toBe(whole);
  expect(seen(once, '2027-02-10T09:00:00.000Z')).toBeNull();
});

test('a yearly freeze over New Year holds on both sides of it, every year from its first on', () => {
  const yearly = freeze('2026-12-20 18:00', '2027-01-03 08:00', { yearly: true });
  const first = '2026-12-20T18:00:00.000Z/2027-01-03T08:00:00.000Z';
  const second = '2027-12-20T18:00:00.000Z/2028-01-03T08:00:00.000Z';
  expect(seen(yearly, '2020-06-01T00:00:00Z')).toBe(first);
  expect(seen(yearly, '2026-01-01T00:00:00Z')).toBe(first);
  expect(seen(yearly, '2026-12-31T23:59:00Z')).toBe(first);
  expect(seen(yearly, '2027-01-03T07:59:00Z')).toBe(first);
  expect(seen(yearly, '2027-01-03T08:00:00Z')).toBe(second);
  expect(seen(yearly, '2028-01-01T00:00:00Z')).toBe(second);
  expect(seen(yearly, '2035-01-02T00:00:00Z')).toBe('2034-12-20T18:00:00.000Z/2035-01-03T08:00:00.000Z');
});

test('in which year it is, is asked of the clocks of its zone', () => {
  const yearly = freeze('2026-01-01 00:00', '2026-01-01 06:00', { yearly: true, timezone: 'Pacific/Auckland' });
  expect(seen(yearly, '2026-12-31T12:00:00Z')).toBe('2026-12-31T11:00:00.000Z/2026-12-31T17:00:00.000Z');
});

test('29 February is the 28th in years without one; until it still means the whole of the 28th', () => {
  const from = freeze('2028-02-29 00:00', '2028-03-02 00:00', { yearly: true });
  expect(seen(from, '2028-03-05T00:00:00Z')).toBe('2029-02-28T00:00:00.000Z/2029-03-02T00:00:00.000Z');
  const until = freeze('2028-02-28 00:00', '2028-02-29 00:00', { yearly: true });
  expect(seen(until, '2028-03-05T00:00:00Z')).toBe('2029-02-28T00:00:00.000Z/2029-03-01T00:00:00.000Z');
});

test('a minute that clocks skip means the next one they show; one that they show twice means the first', () => {
  const spring = freeze('2027-03-14 02:30', '2027-03-14 04:00', { timezone: 'America/New_York' });
  expect(firstOf(spring).startsAt.toISOString()).toBe('2027-03-14T07:00:00.000Z');
  const autumn = freeze('2027-11-07 01:30', '2027-11-07 04:00', { timezone: 'America/New_York' });
  expect(firstOf(autumn).startsAt.toISOString()).toBe('2027-11-07T05:30:00.000Z');
});

test('a yearly freeze follows the clocks of its zone through both changes', () => {
  const yearly = freeze('2027-03-14 02:30', '2027-03-14 04:00', { yearly: true, timezone: 'America/New_York' });
  expect(seen(yearly, '2027-06-01T00:00:00Z')).toBe('2028-03-14T06:30:00.000Z/2028-03-14T08:00:00.000Z');
});
