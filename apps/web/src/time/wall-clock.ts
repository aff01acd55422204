import type { WallClock } from '@oatfin/contracts';
import { formatWall } from './format';

/** `2027-02-10`: a day of the calendar, belonging to no zone. */
export type Day = string;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day and minute that clocks of a zone show at an instant. For drawing; what is to happen when, the API says. */
export function toWallClock(at: Date, timeZone: string): WallClock {
  const formatter = formatters.get(timeZone) ?? newFormatter(timeZone);
  formatters.set(timeZone, formatter);
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

function newFormatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
}

export function dayOf({ year, month, day }: Pick<WallClock, 'year' | 'month' | 'day'>): Day {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

export function partsOf(day: Day): Pick<WallClock, 'year' | 'month' | 'day'> {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date };
}

/** So many days later, by the calendar: the same clock time, however long the days between are. */
export function addDays(day: Day, count: number): Day {
  const { year, month, day: date } = partsOf(day);
  return new Date(Date.UTC(year, month - 1, date + count)).toISOString().slice(0, 10);
}

/** How many days of the calendar lie between. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** `Wed 10 Feb 2027, 03:00`, as it was given, whatever zone it is in. */
export function sayWallClock({ year, month, day, hour, minute }: WallClock): string {
  return formatWall(new Date(Date.UTC(year, month - 1, day, hour, minute)), 'UTC');
}

/** `03:00`. */
export function sayMinute({ hour, minute }: Pick<WallClock, 'hour' | 'minute'>): string {
  return `${pad(hour)}:${pad(minute)}`;
}

/** `New York` of `America/New_York`; `UTC` stays. */
export function cityOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
