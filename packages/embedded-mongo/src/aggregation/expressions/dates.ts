import { Int32, Long, ObjectId, Timestamp } from 'bson';
import { failedToParse, location } from '../../errors';
import { integerOf, isDoc, typeName, type Value } from '../../values';
import { dayOfWeek, dayOfYear, isoDayOfWeek, isoWeek, week } from '../dates/calendar';
import { formatDate, ISO_FORMAT, LOCAL_FORMAT } from '../dates/format';
import { parseDate } from '../dates/parse';
import { addUnits, countUnits, truncate, type Unit, unitNamed } from '../dates/units';
import { type WallClock, wallClock } from '../dates/zone';
import type { ExpressionEnv, ExpressionOperator } from '../scope';
import { compileNamed, isNullish, listOf, named } from './arguments';

/** The value as a date, also from an ObjectId or a timestamp. */
export function dateOf(value: Value, name: string): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw location(16006, `can't convert from BSON type ${typeName(value)} to Date (${name})`);
}

/** The zone's name; UTC when not given. */
export function zoneOf(value: Value, name: string): string {
  if (value === undefined) return 'UTC';
  if (typeof value === 'string') return value;
  throw location(40517, `timezone must evaluate to a string, found ${typeName(value)} (${name})`);
}

/** `$year` and its like take a date, or `{date, timezone}`. */
const part =
  (read: (wall: WallClock) => number, isLong = false): ExpressionOperator =>
  (operand, env, name) => {
    const { date, timezone } = datePartArguments(operand, env, name);
    return (scope) => {
      const value = date?.(scope);
      const zone = timezone?.(scope);
      if (isNullish(value) || zone === null) return null;
      const number = read(wallClock(dateOf(value, name), zoneOf(zone, name)));
      return isLong ? Long.fromNumber(number) : new Int32(number);
    };
  };

function datePartArguments(operand: Value, env: ExpressionEnv, name: string) {
  if (isDoc(operand) && !(Object.keys(operand)[0] ?? '').startsWith('$')) {
    return compileNamed(operand, env, name, ['date'], ['timezone']);
  }
  const list = listOf(operand);
  if (list.length !== 1)
    throw location(40536, `${name} accepts exactly one argument if given an array, but was given ${list.length}`);
  return { date: env.compile(list[0]), timezone: undefined };
}

const dateToString = named(['date'], ['format', 'timezone', 'onNull'], (values, name) => {
  const { date, format, timezone, onNull } = values;
  if (isNullish(date)) return 'onNull' in values ? onNull : null;
  if (format === null || timezone === null) return null;
  const zone = zoneOf(timezone, name);
  const fallback = zone === 'UTC' || zone === 'GMT' ? ISO_FORMAT : LOCAL_FORMAT;
  if (format !== undefined && typeof format !== 'string') {
    throw location(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format)}`);
  }
  return formatDate(dateOf(date, name), format ?? fallback, zone);
});

const dateFromString: ExpressionOperator = (operand, env, name) => {
  const given = compileNamed(operand, env, name, ['dateString'], ['format', 'timezone', 'onNull', 'onError']);
  return (scope) => {
    const text = given.dateString?.(scope);
    const format = given.format?.(scope);
    const zone = given.timezone?.(scope);
    if (isNullish(text)) return given.onNull?.(scope) ?? null;
    if (zone === null || format === null) return null;
    try {
      if (typeof text !== 'string')
        throw failedToParse(`$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
      if (format !== undefined && typeof format !== 'string')
        throw failedToParse("$dateFromString requires that 'format' be a string");
      return parseDate(text, format, zoneOf(zone, name));
    } catch (error) {
      if (given.onError !== undefined) return given.onError(scope);
      throw error;
    }
  };
};

const moving = (sign: 1 | -1): ExpressionOperator =>
  named(['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone }, name) => {
    if (isNullish(startDate) || isNullish(unit) || isNullish(amount) || timezone === null) return null;
    const count = integerOf(amount);
    if (count === undefined) throw location(5166405, `${name} expects integer amount of time units`);
    return addUnits(dateOf(startDate, name), unitOf(unit, name), sign * count, zoneOf(timezone, name));
  });

function unitOf(value: Value, name: string): Unit {
  if (typeof value !== 'string')
    throw location(5439013, `${name} requires 'unit' to be a string, but got ${typeName(value)}`);
  return unitNamed(value);
}

const dateDiff = named(
  ['startDate', 'endDate', 'unit'],
  ['timezone', 'startOfWeek'],
  ({ startDate, endDate, unit, timezone, startOfWeek }, name) => {
    if (isNullish(startDate) || isNullish(endDate) || isNullish(unit) || timezone === null) return null;
    const [from, to] = [dateOf(startDate, name), dateOf(endDate, name)];
    return Long.fromNumber(countUnits(from, to, unitOf(unit, name), zoneOf(timezone, name), dayName(startOfWeek)));
  },
);

const dateTrunc = named(
  ['date', 'unit'],
  ['binSize', 'timezone', 'startOfWeek'],
  ({ date, unit, binSize, timezone, startOfWeek }, name) => {
    if (isNullish(date) || isNullish(unit) || binSize === null || timezone === null) return null;
    const size = binSize === undefined ? 1 : integerOf(binSize);
    if (size === undefined || size <= 0)
      throw location(5439018, '$dateTrunc requires binSize to be a positive integer');
    return truncate(dateOf(date, name), unitOf(unit, name), size, zoneOf(timezone, name), dayName(startOfWeek));
  },
);

function dayName(value: Value): string {
  return typeof value === 'string' ? value : 'sunday';
}

/** Date operators, except those that take dates apart and put them together. */
export const DATES: Record<string, ExpressionOperator> = {
  $year: part(({ year }) => year),
  $month: part(({ month }) => month),
  $dayOfMonth: part(({ day }) => day),
  $hour: part(({ hour }) => hour),
  $minute: part(({ minute }) => minute),
  $second: part(({ second }) => second),
  $millisecond: part(({ millisecond }) => millisecond),
  $dayOfYear: part(dayOfYear),
  $dayOfWeek: part(dayOfWeek),
  $isoDayOfWeek: part(isoDayOfWeek),
  $week: part(week),
  $isoWeek: part((wall) => isoWeek(wall).week),
  $isoWeekYear: part((wall) => isoWeek(wall).year, true),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateAdd: moving(1),
  $dateSubtract: moving(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
};
