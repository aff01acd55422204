import { formatDuration, formatInZone, formatRelative, formatUtc } from './format';

const now = new Date('2026-11-21T12:00:00.000Z');
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

test('a moment less than a minute ago is just now', () => {
  expect(formatRelative(ago(59_000), now)).toBe('just now');
});

test('the past and the future are told apart', () => {
  expect(formatRelative(ago(3 * 3_600_000), now)).toBe('3 hours ago');
  expect(formatRelative(ago(-2 * 60_000), now)).toBe('in 2 minutes');
});

test('nothing is rounded up to look older than it is', () => {
  expect(formatRelative(ago(119_000), now)).toBe('1 minute ago');
  expect(formatRelative(ago(13 * 24 * 3_600_000), now)).toBe('last week');
});

test('a moment is shown as the clock of the zone shows it, in summer and in winter', () => {
  expect(formatInZone(new Date('2026-07-01T12:00:00.000Z'), 'America/New_York')).toMatch(/1 Jul 2026, 08:00/);
  expect(formatInZone(now, 'America/New_York')).toMatch(/21 Nov 2026, 07:00/);
});

test('UTC is written out', () => {
  expect(formatUtc(now)).toBe('2026-11-21 12:00:00 UTC');
});

test.each([
  [400, '0.4 s'],
  [12_900, '12 s'],
  [184_000, '3 min 4 s'],
  [7_500_000, '2 h 5 min'],
  [-50, '0.0 s'],
])('%d ms is %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test('what the server has just written is not in the future, though its clock may be ahead', () => {
  expect(formatRelative(ago(-15_000), now)).toBe('just now');
  expect(formatRelative(ago(-45_000), now)).toBe('in less than a minute');
});
