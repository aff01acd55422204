import { periodIndexAt, periodsOf } from '../zones/zone-data';

/** A minute as a clock on a wall shows it, without saying where. `month` is 1–12, `hour` 0–23, `year` has four digits. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

export const millisecondsPerMinute = 60_000;

/** Whether the calendar and the clock have this minute at all, in some zone: no 30 February, no 24:00, years 1000–9999. */
export function isCalendarDate(wall: WallClock): boolean {
  if (!Object.values(wall).every(Number.isInteger) || wall.year < 1000 || wall.year > 9999) return false;
  const normalised = wallClockFromCount(countOf(wall));
  return (
    normalised.year === wall.year &&
    normalised.month === wall.month &&
    normalised.day === wall.day &&
    normalised.hour === wall.hour &&
    normalised.minute === wall.minute
  );
}

/**
 * What a clock in the zone shows at this instant, seconds cut off. `offsetMinutes` is east of UTC; before 1972 it may have
 * a fraction. `abbreviation` is the data's own ("EST", or "+0530" where there is none). Throws a `RangeError` for an
 * unknown zone.
 */
export function toWallClock(at: Date, zone: string): WallClock & { offsetMinutes: number; abbreviation: string } {
  const periods = periodsOf(zone);
  const { offsetMinutes = 0, abbreviation = '' } = periods[periodIndexAt(periods, at.getTime())] ?? {};
  return { ...wallClockFromCount(at.getTime() + offsetMinutes * millisecondsPerMinute), offsetMinutes, abbreviation };
}

/** `2027-02-10 03:00`: sorts as text in the order of the clock. */
export function formatWallClock(wall: WallClock): string {
  return `${pad(wall.year, 4)}-${pad(wall.month)}-${pad(wall.day)} ${pad(wall.hour)}:${pad(wall.minute)}`;
}

/** An instant in a sentence for people who may read it anywhere: `2027-02-10 08:00 UTC`. */
export function formatInstant(at: Date): string {
  return `${formatWallClock(wallClockFromCount(at.getTime()))} UTC`;
}

/**
 * A wall clock's count: the milliseconds since 1970 that it would be in UTC. Counts of one zone are compared, subtracted and
 * shifted by offsets as plain numbers.
 */
export function countOf(wall: WallClock): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
}

/** The way back from a count, cut to the minute. */
export function wallClockFromCount(count: number): WallClock {
  const date = new Date(count);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

function pad(value: number, digits = 2): string {
  return String(value).padStart(digits, '0');
}
