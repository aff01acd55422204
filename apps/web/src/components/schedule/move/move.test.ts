import { nearestMinutes } from '../minute/minute';
import { landingDay } from './move';

test('what is dragged over the reader’s days moves as many days on its own calendar, and keeps its clock time', () => {
  const at = { year: 2026, month: 11, day: 24, hour: 22, minute: 30 };
  // 22:30 in New York stands on the 25th in Paris; dropped on the 27th there, it is the 26th in New York.
  expect(landingDay(at, '2026-11-25', '2026-11-27')).toBe('2026-11-26');
  expect(landingDay({ ...at, day: 30 }, '2026-12-01', '2026-12-02')).toBe('2026-12-01');
});

test('the two minutes beside one that clocks jump over can be taken from the refusal, also on another day', () => {
  const refusal =
    '2027-04-30 00:30 does not exist in Africa/Cairo: clocks go forward over it. The nearest minutes are 2027-04-29 23:59 and 2027-04-30 01:00.';
  expect(nearestMinutes(refusal)).toEqual([
    { day: '2027-04-29', hour: 23, minute: 59 },
    { day: '2027-04-30', hour: 1, minute: 0 },
  ]);
  expect(nearestMinutes('2027-04-30 00:30 in UTC is already past.')).toEqual([]);
});
