import { fromFreeze, isInOrder, newFreeze, placeInFreezeForm, toBody } from './values';

const now = new Date('2026-11-21T22:10:00.000Z');

test('a new freeze holds from the next full hour of its own clocks, for a day', () => {
  const { from, to } = newFreeze(now, 'Asia/Kolkata');
  expect(from).toEqual({ day: '2026-11-22', hour: 4, minute: 0 });
  expect(to).toEqual({ day: '2026-11-23', hour: 4, minute: 0 });
});

test('a freeze that is read into the form and sent back is the same', () => {
  const told = {
    ...{ name: 'Winter', timezone: 'America/New_York', yearly: true, environments: ['production'] },
    from: { year: 2026, month: 12, day: 20, hour: 18, minute: 5 },
    to: { year: 2027, month: 1, day: 2, hour: 9, minute: 0 },
  };
  const stored = { ...told, id: 'a', isActive: false, startsAt: null, endsAt: null, createdBy: null, createdAt: '' };
  expect(toBody(fromFreeze(stored))).toEqual(told);
});

test('nothing is sent while a minute is not all there', () => {
  const values = newFreeze(now, 'UTC');
  expect(toBody({ ...values, to: { ...values.to, hour: null } })).toBeNull();
});

test('an end that is not after the beginning is found before it is sent', () => {
  const at = (day: string, hour: number, minute: number) => ({ day, hour, minute });
  expect(isInOrder(at('2026-12-20', 9, 30), at('2026-12-20', 10, 0))).toBe(true);
  expect(isInOrder(at('2026-12-20', 9, 30), at('2026-12-20', 9, 30))).toBe(false);
  expect(isInOrder(at('2026-12-20', 9, 30), at('2026-12-19', 23, 0))).toBe(false);
});

test('a fault about any part of a minute stands at that minute, one about nothing in the form above it', () => {
  expect(placeInFreezeForm('to')).toEqual(['to', 'day']);
  expect(placeInFreezeForm('from.year')).toEqual(['from', 'day']);
  expect(placeInFreezeForm('environments.2')).toEqual(['environments']);
  expect(placeInFreezeForm('overAt')).toBeNull();
});
