import { failedToParse } from '../../errors';
import { dayNumber, daysInMonth } from './calendar';
import { instantOf, utcTime, type WallClock, wallClock, wallFromUtc } from './zone';

/** The units dates are counted in. */
export type Unit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

const FIXED: Partial<Record<Unit, number>> = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };
const DAYS: Partial<Record<Unit, number>> = { day: 1, week: 7 };
const MONTHS: Partial<Record<Unit, number>> = { month: 1, quarter: 3, year: 12 };
const DAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** Where `$dateTrunc` starts to count: 2000-01-01. */
const REFERENCE_YEAR = 2000;

/**
 * The unit of that name.
 * @throws 9
 */
export function unitNamed(name: string): Unit {
  if (name in FIXED || name in DAYS || name in MONTHS) return UNITS[name] ?? 'day';
  throw failedToParse(`unknown time unit value: ${name}`);
}

const UNITS: Record<string, Unit> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'millisecond',
};

/** The date so many units later; months end on their last day when the day does not exist. */
export function addUnits(date: Date, unit: Unit, amount: number, zone: string): Date {
  const fixed = FIXED[unit];
  if (fixed !== undefined) return new Date(date.getTime() + amount * fixed);
  const wall = wallClock(date, zone);
  const days = DAYS[unit];
  if (days !== undefined) return instantOf({ ...wall, day: wall.day + amount * days }, zone);
  return instantOf(addMonths(wall, amount * (MONTHS[unit] ?? 1)), zone);
}

function addMonths(wall: WallClock, months: number): WallClock {
  const total = wall.year * 12 + wall.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return { ...wall, year, month, day: Math.min(wall.day, daysInMonth(year, month)) };
}

/** How many unit boundaries lie between two dates. */
export function countUnits(start: Date, end: Date, unit: Unit, zone: string, startOfWeek: string): number {
  const [from, to] = [wallClock(start, zone), wallClock(end, zone)];
  const months = MONTHS[unit];
  if (months !== undefined) return Math.floor(monthNumber(to) / months) - Math.floor(monthNumber(from) / months);
  if (unit === 'day') return dayNumber(to) - dayNumber(from);
  if (unit === 'week') return weekNumber(to, startOfWeek) - weekNumber(from, startOfWeek);
  const size = FIXED[unit] ?? 1;
  if (unit === 'millisecond') return end.getTime() - start.getTime();
  return Math.floor(utcTime(to) / size) - Math.floor(utcTime(from) / size);
}

function monthNumber(wall: WallClock): number {
  return wall.year * 12 + wall.month - 1;
}

function weekNumber(wall: WallClock, startOfWeek: string): number {
  return Math.floor((dayNumber(wall) + 4 - weekStart(startOfWeek)) / 7);
}

function weekStart(name: string): number {
  const lower = name.toLowerCase();
  const index = DAY_NAMES.findIndex((day) => day === lower || day.slice(0, 3) === lower);
  if (index < 0) throw failedToParse(`unknown day of week value: ${name}`);
  return index;
}

/** The start of the bin the date falls into; bins are counted from 2000-01-01. */
export function truncate(date: Date, unit: Unit, size: number, zone: string, startOfWeek: string): Date {
  const wall = wallClock(date, zone);
  const months = MONTHS[unit];
  if (months !== undefined) {
    const month = REFERENCE_YEAR * 12 + binStart(monthNumber(wall) - REFERENCE_YEAR * 12, months * size);
    const year = Math.floor(month / 12);
    return instantOf(
      { year, month: month - year * 12 + 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 },
      zone,
    );
  }
  const length = unit === 'day' || unit === 'week' ? 86_400_000 * (DAYS[unit] ?? 1) : (FIXED[unit] ?? 1);
  const reference = unit === 'week' ? firstWeek(startOfWeek) : Date.UTC(REFERENCE_YEAR, 0, 1);
  return instantOf(wallFromUtc(reference + binStart(utcTime(wall) - reference, length * size)), zone);
}

function firstWeek(startOfWeek: string): number {
  const saturday = Date.UTC(REFERENCE_YEAR, 0, 1);
  const ahead = (weekStart(startOfWeek) - 6 + 7) % 7;
  return saturday + ahead * 86_400_000;
}

function binStart(value: number, size: number): number {
  return Math.floor(value / size) * size;
}
