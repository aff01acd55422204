import { location } from '../../errors';
import { dayOfWeek, dayOfYear, isoDayOfWeek, isoWeek, week } from './calendar';
import { offsetAt, type WallClock, wallClock } from './zone';

/** The format of `$dateToString` when none is given. */
export const ISO_FORMAT = '%Y-%m-%dT%H:%M:%S.%LZ';
/** The same for a zone other than UTC. */
export const LOCAL_FORMAT = '%Y-%m-%dT%H:%M:%S.%L';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

type Specifier = (wall: WallClock, offsetMinutes: number) => string;

const pad = (number: number, width: number) => String(number).padStart(width, '0');

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${pad(size % 60, 2)}`;
}

const SPECIFIERS: Record<string, Specifier> = {
  Y: ({ year }) => pad(year, 4),
  m: ({ month }) => pad(month, 2),
  d: ({ day }) => pad(day, 2),
  H: ({ hour }) => pad(hour, 2),
  M: ({ minute }) => pad(minute, 2),
  S: ({ second }) => pad(second, 2),
  L: ({ millisecond }) => pad(millisecond, 3),
  j: (wall) => pad(dayOfYear(wall), 3),
  w: (wall) => String(dayOfWeek(wall)),
  u: (wall) => String(isoDayOfWeek(wall)),
  U: (wall) => pad(week(wall), 2),
  V: (wall) => pad(isoWeek(wall).week, 2),
  G: (wall) => pad(isoWeek(wall).year, 4),
  b: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  B: ({ month }) => MONTHS[month - 1] ?? '',
  z: (_wall, minutes) => offsetText(minutes),
  Z: (_wall, minutes) => String(minutes),
  '%': () => '%',
};

/**
 * Writes a date by a format of `%` specifiers.
 * @throws 18536 for a specifier nobody knows
 */
export function formatDate(date: Date, format: string, zone: string): string {
  const wall = wallClock(date, zone);
  const minutes = offsetAt(date.getTime(), zone) / 60_000;
  return format.replace(/%(.?)/gs, (_match, letter: string) => {
    const write = Object.hasOwn(SPECIFIERS, letter) ? SPECIFIERS[letter] : undefined;
    if (write === undefined) throw location(18536, `Invalid format character '%${letter}' in format string`);
    return write(wall, minutes);
  });
}
