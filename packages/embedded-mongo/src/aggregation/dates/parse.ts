import { conversionFailure, location } from '../../errors';
import { instantOf, type WallClock } from './zone';

const ISO =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?$/i;

/**
 * Reads a date: ISO 8601 without a format, otherwise by `%` specifiers. A zone in the text beats the one given.
 * @throws 241 when the text is no such date
 */
export function parseDate(text: string, format: string | undefined, zone: string): Date {
  return format === undefined ? parseIso(text, zone) : parseFormatted(text, format, zone);
}

function unreadable(text: string): Error {
  return conversionFailure(`Error parsing date string '${text}'; 0: Unexpected character or incomplete date`);
}

function parseIso(text: string, zone: string): Date {
  const found = ISO.exec(text.trim());
  if (found === null) return parseLoosely(text);
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction = '0', offset] = found;
  return checked(
    {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
    },
    offset?.toUpperCase() ?? zone,
    text,
  );
}

function parseLoosely(text: string): Date {
  const time = Date.parse(`${text} UTC`);
  if (!/[a-z]/i.test(text) || Number.isNaN(time)) throw unreadable(text);
  return new Date(time);
}

function checked(wall: WallClock, zone: string, text: string): Date {
  const isSane =
    wall.month >= 1 && wall.month <= 12 && wall.day >= 1 && wall.day <= 31 && wall.hour < 25 && wall.minute < 60;
  if (!isSane) throw unreadable(text);
  return instantOf(wall, zone);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Reading {
  readonly wall: WallClock;
  zone: string;
  isoYear?: number;
  isoWeek?: number;
  isoDay?: number;
  dayOfYear?: number;
}

type Reader = [pattern: string, store: (reading: Reading, text: string) => void];

const READERS: Record<string, Reader> = {
  Y: [
    '\\d{4}',
    ({ wall }, text) => {
      wall.year = Number(text);
    },
  ],
  m: [
    '\\d{1,2}',
    ({ wall }, text) => {
      wall.month = Number(text);
    },
  ],
  d: [
    '\\d{1,2}',
    ({ wall }, text) => {
      wall.day = Number(text);
    },
  ],
  H: [
    '\\d{1,2}',
    ({ wall }, text) => {
      wall.hour = Number(text);
    },
  ],
  M: [
    '\\d{1,2}',
    ({ wall }, text) => {
      wall.minute = Number(text);
    },
  ],
  S: [
    '\\d{1,2}',
    ({ wall }, text) => {
      wall.second = Number(text);
    },
  ],
  L: [
    '\\d{1,3}',
    ({ wall }, text) => {
      wall.millisecond = Number(text.padEnd(3, '0'));
    },
  ],
  b: [
    '[A-Za-z]{3}',
    ({ wall }, text) => {
      wall.month = monthNamed(text);
    },
  ],
  B: [
    '[A-Za-z]+',
    ({ wall }, text) => {
      wall.month = monthNamed(text);
    },
  ],
  z: [
    '[A-Za-z_/]+|[+-]\\d{2}:?\\d{2}',
    (reading, text) => {
      reading.zone = text;
    },
  ],
  Z: [
    '[+-]?\\d+',
    (reading, text) => {
      reading.zone = minutesZone(Number(text));
    },
  ],
  G: [
    '\\d{4}',
    (reading, text) => {
      reading.isoYear = Number(text);
    },
  ],
  V: [
    '\\d{1,2}',
    (reading, text) => {
      reading.isoWeek = Number(text);
    },
  ],
  u: [
    '\\d',
    (reading, text) => {
      reading.isoDay = Number(text);
    },
  ],
  j: [
    '\\d{1,3}',
    (reading, text) => {
      reading.dayOfYear = Number(text);
    },
  ],
};

function monthNamed(text: string): number {
  return MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

function minutesZone(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}

function parseFormatted(text: string, format: string, zone: string): Date {
  const readers: Reader[] = [];
  const pattern = format.replace(/%(.?)|[^%]/gs, (match, letter: string | undefined) => {
    if (letter === undefined) return match.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (letter === '%') return '%';
    const reader = Object.hasOwn(READERS, letter) ? READERS[letter] : undefined;
    if (reader === undefined) throw location(18536, `Invalid format character '%${letter}' in format string`);
    readers.push(reader);
    return `(${reader[0]})`;
  });
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (found === null) throw unreadable(text);
  const reading: Reading = {
    wall: { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 },
    zone,
  };
  for (const [at, [, store]] of readers.entries()) store(reading, found[at + 1] ?? '');
  return checked(settled(reading), reading.zone, text);
}

function settled({ wall, isoYear, isoWeek = 1, isoDay = 1, dayOfYear }: Reading): WallClock {
  if (dayOfYear !== undefined) return { ...wall, ...dateOf(Date.UTC(wall.year, 0, dayOfYear)) };
  if (isoYear === undefined) return wall;
  return { ...wall, ...dateOf(isoTime(isoYear, isoWeek, isoDay)) };
}

function dateOf(time: number): Pick<WallClock, 'year' | 'month' | 'day'> {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The UTC time at which a day of an ISO week starts. */
export function isoTime(year: number, week: number, day: number): number {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return monday + ((week - 1) * 7 + day - 1) * 86_400_000;
}
