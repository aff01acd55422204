import { utcTime, type WallClock } from './zone';

const DAY = 86_400_000;

/** 1 (Sunday) to 7 (Saturday). */
export function dayOfWeek(wall: WallClock): number {
  return new Date(utcTime(wall)).getUTCDay() + 1;
}

/** 1 (Monday) to 7 (Sunday). */
export function isoDayOfWeek(wall: WallClock): number {
  return ((dayOfWeek(wall) + 5) % 7) + 1;
}

/** 1 to 366. */
export function dayOfYear(wall: WallClock): number {
  return Math.floor((dayNumber(wall) * DAY - Date.UTC(wall.year, 0, 1)) / DAY) + 1;
}

/** Days since 1970-01-01. */
export function dayNumber(wall: WallClock): number {
  return Math.floor(utcTime(wall) / DAY);
}

/** 0 to 53; weeks start on Sunday. */
export function week(wall: WallClock): number {
  return Math.floor((dayOfYear(wall) - dayOfWeek(wall) + 7) / 7);
}

/** The ISO 8601 week and the year it belongs to. */
export function isoWeek(wall: WallClock): { year: number; week: number } {
  const thursday = new Date((dayNumber(wall) - isoDayOfWeek(wall) + 4) * DAY);
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return { year: thursday.getUTCFullYear(), week: Math.floor((thursday.getTime() - start) / DAY / 7) + 1 };
}

/** How many days the month has. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
