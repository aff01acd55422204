import { location } from '../../errors';

/** A date's parts on the wall clock of some zone. */
export interface WallClock {
  year: number;
  /** 1–12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const OFFSET = /^([+-])(\d{2}):?(\d{2})?$/;
const MINUTE = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Milliseconds the zone is ahead of UTC at that instant. Zones are Olson names or offsets such as `+05:30`.
 * @throws 40485 for an unknown zone
 */
export function offsetAt(time: number, zone: string): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const fixed = OFFSET.exec(zone);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE;
  }
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(time)
      .map((part) => [part.type, Number(part.value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return wall - Math.floor(time / 1000) * 1000;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone) ?? makeFormat(zone);
  formats.set(zone, known);
  return known;
}

function makeFormat(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw location(40485, `unrecognized time zone identifier: "${zone}"`);
  }
}

/** What the clock on the wall shows in that zone. */
export function wallClock(date: Date, zone: string): WallClock {
  const shifted = new Date(date.getTime() + offsetAt(date.getTime(), zone));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    millisecond: shifted.getUTCMilliseconds(),
  };
}

/** The instant at which the wall shows that; parts may overflow (month 13 is next January). */
export function instantOf(wall: WallClock, zone: string): Date {
  const utc = utcTime(wall);
  const first = utc - offsetAt(utc, zone);
  return new Date(utc - offsetAt(first, zone));
}

/** The wall clock read as if it were UTC. */
export function utcTime(wall: WallClock): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, wall.millisecond);
  return date.getTime();
}

/** The wall clock that a UTC-like time stands for. */
export function wallFromUtc(time: number): WallClock {
  return wallClock(new Date(time), 'UTC');
}
