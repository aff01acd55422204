import { type Period, periodIndexAt, periodsOf } from '../zones/zone-data';
import {
  countOf,
  formatWallClock,
  isCalendarDate,
  millisecondsPerMinute,
  type WallClock,
  wallClockFromCount,
} from './wall-clock';

/** Which of two equal wall clocks is meant, when the clocks go back over them. */
export type Fold = 'first' | 'second';

/**
 * What instants a wall clock names in a zone. Offsets are minutes east of UTC and belong to `at`.
 * - `exact`: one instant.
 * - `repeated`: the clocks go back over it, so there are two; `at` is the one that `fold` chose.
 * - `nonexistent`: the clocks go forward over it, by `gapMinutes`. `before` and `after` are the nearest minutes on both
 *   sides that clocks do show.
 */
export type Resolution =
  | { kind: 'exact'; at: Date; offsetMinutes: number }
  | { kind: 'repeated'; first: Date; second: Date; at: Date; fold: Fold; offsetMinutes: number }
  | { kind: 'nonexistent'; before: WallClock; after: WallClock; gapMinutes: number };

/** No clock was ever further from UTC than Manila and Alaska before they changed sides: just under 16 hours. */
const furthestFromUtc = 16 * 60 * millisecondsPerMinute;

/**
 * The instants at which clocks in the zone show this wall clock. Every offset in force around it is tried, and those count
 * that lead back to the same wall clock: so gaps and folds of any size are found, and nothing is guessed.
 * Throws a `RangeError` for an unknown zone and for what `isCalendarDate` refuses.
 */
export function resolveWallClock(wall: WallClock, zone: string, fold: Fold = 'first'): Resolution {
  if (!isCalendarDate(wall)) throw new RangeError(`There is no minute ${formatWallClock(wall)} in the calendar.`);
  const periods = periodsOf(zone);
  const count = countOf(wall);
  const [first, ...others] = instantsAt(count, periods);
  const second = others.at(-1);
  if (!first) return gapAround(count, periods);
  if (!second) return { kind: 'exact', ...first };
  return { kind: 'repeated', first: first.at, second: second.at, fold, ...(fold === 'second' ? second : first) };
}

/** Ascending, since the periods are: one as a rule, two in a fold, none in a gap. */
function instantsAt(count: number, periods: Period[]): { at: Date; offsetMinutes: number }[] {
  const instants: { at: Date; offsetMinutes: number }[] = [];
  let index = periodIndexAt(periods, count - furthestFromUtc);
  let start = periods[index - 1]?.until ?? Number.NEGATIVE_INFINITY;
  for (let period = periods[index]; period && start <= count + furthestFromUtc; period = periods[++index]) {
    const instant = count - Math.round(period.offsetMinutes * millisecondsPerMinute);
    if (start <= instant && instant < period.until) {
      instants.push({ at: new Date(instant), offsetMinutes: period.offsetMinutes });
    }
    start = period.until;
  }
  return instants;
}

/** The change of offset that jumps over the count: clocks show less before it and more from it on. */
function gapAround(count: number, periods: Period[]): Resolution {
  for (let index = periodIndexAt(periods, count - furthestFromUtc); index + 1 < periods.length; index += 1) {
    const [left, right] = [periods[index], periods[index + 1]];
    if (!left || !right) break;
    const end = left.until + left.offsetMinutes * millisecondsPerMinute;
    const start = left.until + right.offsetMinutes * millisecondsPerMinute;
    if (end <= count && count < start) return gap(end, start);
  }
  throw new Error('A wall clock that no offset explains lies in no gap: the zone data are not in order.');
}

/** Clocks show everything before `end` and everything from `start` on (counts), and nothing in between. */
function gap(end: number, start: number): Resolution {
  const lastMinute = Math.ceil(end / millisecondsPerMinute) - 1;
  const nextMinute = Math.ceil(start / millisecondsPerMinute);
  return {
    kind: 'nonexistent',
    before: wallClockFromCount(lastMinute * millisecondsPerMinute),
    after: wallClockFromCount(nextMinute * millisecondsPerMinute),
    gapMinutes: (start - end) / millisecondsPerMinute,
  };
}
