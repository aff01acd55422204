import moment from 'moment-timezone';
import { isZone, lastYear, nextChange, zoneDataVersion } from '..';

test.each(['Europe/Berlin', 'UTC', 'US/Eastern', 'Etc/GMT+5', 'EST5EDT', 'America/Argentina/Ushuaia'])(
  '%s is a zone',
  (name) => expect(isZone(name)).toBe(true),
);

test.each(['+01:00', 'europe/berlin', 'Europe_Berlin', 'Europe/Berlin ', '', 'utc', 'Z', 'constructor', '__proto__'])(
  '"%s" is no zone',
  (name) => expect(isZone(name)).toBe(false),
);

test('the release of the data has a year and a letter', () => {
  expect(zoneDataVersion()).toMatch(/^20\d\d[a-z]$/);
});

test('zones that change their clocks for ever still do so in the last year that is planned for', () => {
  const [start, end] = [new Date(Date.UTC(lastYear, 0, 1)), new Date(Date.UTC(lastYear + 1, 0, 1))];
  for (const zone of ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo']) {
    const spring = nextChange(zone, start, end);
    expect(nextChange(zone, spring?.at ?? end, end)).not.toBeNull();
  }
});

test('from 2026 on offsets and changes are whole minutes, and no two changes are within three days', () => {
  const odd = moment.tz.names().filter((zone) => {
    const changes = changesOf(zone, 2026);
    return changes.some(({ at, toOffsetMinutes }, index) => {
      const previous = changes[index - 1]?.at.getTime() ?? 0;
      return at.getTime() % 60_000 !== 0 || toOffsetMinutes % 1 !== 0 || at.getTime() - previous < 3 * 86_400_000;
    });
  });
  expect(odd).toEqual([]);
});

test('the next change is named with its offsets, and one at the end of the span still counts', () => {
  const spring = { at: new Date('2027-03-14T07:00:00Z'), fromOffsetMinutes: -300, toOffsetMinutes: -240 };
  const winter = new Date('2027-01-01T00:00:00Z');
  expect(nextChange('America/New_York', winter, spring.at)).toEqual(spring);
  expect(nextChange('America/New_York', winter, new Date(spring.at.getTime() - 1))).toBeNull();
  expect(nextChange('America/New_York', spring.at, new Date('2027-11-07T05:59:59Z'))).toBeNull();
});

test('a zone without changes has no next one, and a mere new name is none', () => {
  const [start, end] = [new Date('2026-06-01T00:00:00Z'), new Date('2037-01-01T00:00:00Z')];
  expect(nextChange('Asia/Kolkata', start, end)).toBeNull();
  expect(nextChange('America/Vancouver', start, end)).toBeNull();
});

function changesOf(zone: string, firstYear: number): NonNullable<ReturnType<typeof nextChange>>[] {
  const end = new Date(Date.UTC(lastYear + 1, 0, 1));
  const changes: NonNullable<ReturnType<typeof nextChange>>[] = [];
  let at = new Date(Date.UTC(firstYear, 0, 1));
  for (let change = nextChange(zone, at, end); change; change = nextChange(zone, at, end)) {
    changes.push(change);
    at = change.at;
  }
  return changes;
}
