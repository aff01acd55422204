import { foldDay, monthOf, nextMonth, placeDay, spanOf, weekOf } from './layout';

const at = (hour: number, minute: number, kind = 'schedule') => ({ kind, clock: { hour, minute } });

test('a month is whole weeks from Monday to Sunday, with all its days', () => {
  const days = monthOf('2027-02-10');
  expect([days[0], days.at(-1), days.length]).toEqual(['2027-02-01', '2027-02-28', 28]);
  const long = monthOf('2026-11-21');
  expect([long[0], long.at(-1), long.length]).toEqual(['2026-10-26', '2026-12-06', 42]);
});

test('a Sunday belongs to the week before the next Monday', () => {
  expect(weekOf('2026-11-22')[0]).toBe('2026-11-16');
  expect(nextMonth('2026-12-31', 1)).toBe('2027-01-01');
});

test('the time asked for holds every day in whichever zone it is read', () => {
  expect(spanOf(weekOf('2026-11-18'))).toEqual({
    from: '2026-11-15T00:00:00.000Z',
    to: '2026-11-24T00:00:00.000Z',
  });
});

test('a full day hides dependencies first, then what is only foreseen, and keeps the order of the clock', () => {
  const [db, api, foreseen, web] = [at(2, 45, 'dependency'), at(3, 0), at(4, 0, 'foreseen'), at(9, 0)];
  expect(foldDay([db, api, foreseen, web], 3)).toEqual({ shown: [api, web], hidden: 2 });
  expect(foldDay([db, api, web], 3)).toEqual({ shown: [db, api, web], hidden: 0 });
});

test('runs of the same half hour stand side by side; those apart have the whole width', () => {
  const placed = placeDay([at(3, 0), at(3, 20), at(9, 0)], 30, 2);
  expect(placed.map(({ minute, lane, lanes }) => [minute, lane, lanes])).toEqual([
    [180, 0, 2],
    [200, 1, 2],
    [540, 0, 1],
  ]);
});

test('of a crowd the one that matters stands at its own minute and says how many it hides', () => {
  const chain = [at(2, 35, 'dependency'), at(2, 45, 'dependency'), at(3, 0)];
  expect(placeDay(chain, 30, 2)).toEqual([{ event: chain[2], minute: 180, lane: 0, lanes: 1, hidden: 2 }]);
});
