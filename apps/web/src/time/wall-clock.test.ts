import { formatDistance } from './format';
import { addDays, cityOf, daysBetween, sayWallClock, toWallClock } from './wall-clock';

test('the clock of a zone is read off at any instant, also half an hour aside and across midnight', () => {
  const at = new Date('2027-02-10T18:45:00.000Z');
  expect(toWallClock(at, 'Asia/Kolkata')).toEqual({ year: 2027, month: 2, day: 11, hour: 0, minute: 15 });
  expect(toWallClock(at, 'America/New_York')).toMatchObject({ day: 10, hour: 13 });
});

test('days are counted by the calendar, over changes of clocks and of the year', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2027-03-28', -28)).toBe('2027-02-28');
  expect(daysBetween('2027-03-13', '2027-03-15')).toBe(2);
});

test('a wall clock is said as it was given, whatever zone the reader is in', () => {
  expect(sayWallClock({ year: 2027, month: 2, day: 10, hour: 3, minute: 0 })).toBe('Wed 10 Feb 2027, 03:00');
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});

test('distances are said in the two largest units, as the API says them', () => {
  const now = new Date('2026-11-21T12:00:00.000Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  expect(formatDistance(later(3 * 1_440 + 4 * 60 + 30), now)).toBe('in 3 days 4 hours');
  expect(formatDistance(later(-61), now)).toBe('1 hour 1 minute ago');
  expect(formatDistance(later(0.2), now)).toBe('now');
});
