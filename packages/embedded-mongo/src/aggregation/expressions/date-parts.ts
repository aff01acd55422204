import { Int32 } from 'bson';
import { location } from '../../errors';
import { integerOf, typeName, type Value } from '../../values';
import { isoDayOfWeek, isoWeek } from '../dates/calendar';
import { isoTime } from '../dates/parse';
import { instantOf, wallClock, wallFromUtc } from '../dates/zone';
import type { ExpressionOperator } from '../scope';
import { isNullish, named } from './arguments';
import { dateOf, zoneOf } from './dates';

const dateToParts = named(['date'], ['timezone', 'iso8601'], ({ date, timezone, iso8601 }, name) => {
  if (isNullish(date) || timezone === null || iso8601 === null) return null;
  const wall = wallClock(dateOf(date, name), zoneOf(timezone, name));
  const { hour, minute, second, millisecond } = wall;
  const clock = ints({ hour, minute, second, millisecond });
  if (iso8601 !== true) return { ...ints({ year: wall.year, month: wall.month, day: wall.day }), ...clock };
  const { year, week } = isoWeek(wall);
  return { ...ints({ isoWeekYear: year, isoWeek: week, isoDayOfWeek: isoDayOfWeek(wall) }), ...clock };
});

function ints(numbers: Record<string, number>): Record<string, Value> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, new Int32(number)]));
}

const PARTS = [
  'year',
  'month',
  'day',
  'isoWeekYear',
  'isoWeek',
  'isoDayOfWeek',
  'hour',
  'minute',
  'second',
  'millisecond',
];

const dateFromParts = named([], [...PARTS, 'timezone'], (values, name) => {
  if (Object.values(values).some((value) => value === null)) return null;
  const zone = zoneOf(values.timezone, name);
  const at = (part: string, fallback: number) => partNumber(values[part], part, fallback);
  const clock = {
    hour: at('hour', 0),
    minute: at('minute', 0),
    second: at('second', 0),
    millisecond: at('millisecond', 0),
  };
  if (values.isoWeekYear !== undefined) {
    const day = wallFromUtc(isoTime(at('isoWeekYear', 1970), at('isoWeek', 1), at('isoDayOfWeek', 1)));
    return instantOf({ ...day, ...clock }, zone);
  }
  if (values.year === undefined)
    throw location(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  return instantOf({ year: at('year', 1970), month: at('month', 1), day: at('day', 1), ...clock }, zone);
});

function partNumber(value: Value, part: string, fallback: number): number {
  if (value === undefined) return fallback;
  const number = integerOf(value);
  if (number === undefined) throw location(40515, `'${part}' must evaluate to an integer, found ${typeName(value)}`);
  return number;
}

/** Operators that take dates apart and put them together. */
export const DATE_PARTS: Record<string, ExpressionOperator> = {
  $dateToParts: dateToParts,
  $dateFromParts: dateFromParts,
};
