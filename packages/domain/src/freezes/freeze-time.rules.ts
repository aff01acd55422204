import { resolveWallClock, toWallClock, type WallClock } from '@oatfin/platform/time';

/** What of a freeze says when it holds. */
export interface FreezeTime {
  from: WallClock;
  to: WallClock;
  timezone: string;
  yearly: boolean;
}

/** One time in which a freeze holds: from `startsAt` on, until just before `endsAt`. */
export interface Occurrence {
  startsAt: Date;
  endsAt: Date;
}

/** The time in which the freeze holds at that instant, else its next one; null when it is over. */
export function occurrenceAt(freeze: FreezeTime, at: Date): Occurrence | null {
  const { timezone, yearly } = freeze;
  const year = yearly ? toWallClock(at, timezone).year : freeze.from.year;
  // The one that began last year may still hold; the one of this year may be over.
  const years = yearly ? [year - 1, year, year + 1] : [year];
  const coming = years.filter((one) => one >= freeze.from.year).map((one) => occurrenceIn(freeze, one));
  return coming.find(({ endsAt }) => endsAt > at) ?? (yearly && year < freeze.from.year ? firstOf(freeze) : null);
}

/** The first time in which the freeze holds. */
export function firstOf(freeze: FreezeTime): Occurrence {
  return occurrenceIn(freeze, freeze.from.year);
}

function occurrenceIn({ from, to, timezone }: FreezeTime, year: number): Occurrence {
  const startsAt = instantOf(inYear(from, year), timezone);
  const lastYear = year + to.year - from.year;
  const endsAt = instantOf(inYear(to, lastYear), timezone);
  // Until 29 February is the whole 28th held, also in years that have no 29th.
  const isEmpty = endsAt <= startsAt && isLeapDay(to);
  return { startsAt, endsAt: isEmpty ? instantOf({ ...to, year: lastYear, month: 3, day: 1 }, timezone) : endsAt };
}

/** The same date in another year; 29 February is the 28th where there is none. */
function inYear(wall: WallClock, year: number): WallClock {
  const isLeapYear = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
  return { ...wall, year, day: isLeapDay(wall) && !isLeapYear ? 28 : wall.day };
}

function isLeapDay({ month, day }: WallClock): boolean {
  return month === 2 && day === 29;
}

/** A minute that clocks skip means the next one they show; one that they show twice means the first. */
function instantOf(wall: WallClock, timezone: string): Date {
  const resolved = resolveWallClock(wall, timezone);
  return resolved.kind === 'nonexistent' ? instantOf(resolved.after, timezone) : resolved.at;
}
