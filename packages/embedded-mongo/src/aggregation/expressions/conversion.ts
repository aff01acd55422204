import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { badValue, conversionFailure, failedToParse } from '../../errors';
import {
  asNumeric,
  integerOf,
  type Numeric,
  TYPE_NUMBERS,
  toDouble,
  typeName,
  typeNumber,
  type Value,
} from '../../values';
import { roundDecimal } from '../../values/decimal-arithmetic';
import { bigIntOf, decimalValue, intOrLong, longOf, toDecimal } from '../../values/numbers';
import { parseDate } from '../dates/parse';
import type { ExpressionOperator } from '../scope';
import { compileNamed, isNullish, unaryOrNull } from './arguments';
import { numberText } from './strings';

type Converter = (value: Value) => Value;

function cannot(value: Value, to: string): Error {
  return conversionFailure(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`);
}

function failed(value: Value, to: string, reason: string): Error {
  return conversionFailure(`Failed to parse ${to} '${String(value)}' in $convert with no onError value: ${reason}`);
}

function toNumber(value: Value, to: string): Numeric {
  if (typeof value === 'boolean') return new Int32(value ? 1 : 0);
  const numeric = asNumeric(value);
  if (numeric !== undefined) return numeric;
  if (value instanceof Date && to !== 'int') return Long.fromNumber(value.getTime());
  throw cannot(value, to);
}

function parseInteger(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw failed(text, 'number', 'Did not consume whole string.');
  return BigInt(text.replace('+', ''));
}

function toInteger(value: Value, to: 'int' | 'long'): bigint {
  if (typeof value === 'string') return parseInteger(value);
  const numeric = toNumber(value, to);
  if (numeric instanceof Int32 || numeric instanceof Long) return bigIntOf(numeric);
  const truncated = roundDecimal(numeric instanceof Decimal128 ? toDecimal(numeric) : integral(numeric.value), 'trunc');
  if (typeof truncated === 'number') {
    throw conversionFailure(
      'Attempt to convert NaN or infinity value to integer type in $convert with no onError value',
    );
  }
  return truncated.coefficient * 10n ** BigInt(truncated.exponent);
}

function integral(value: number) {
  return Number.isFinite(value) ? { coefficient: BigInt(Math.trunc(value)), exponent: 0 } : value;
}

function overflow(to: string): Error {
  return conversionFailure(`Conversion would overflow target type in $convert with no onError value: ${to}`);
}

function toInt(value: Value): Value {
  const converted = intOrLong(toInteger(value, 'int'));
  if (converted instanceof Int32) return converted;
  throw overflow('int');
}

function toLong(value: Value): Value {
  const converted = longOf(toInteger(value, 'long'));
  if (converted === undefined) throw overflow('long');
  return converted;
}

function toDoubleValue(value: Value): Value {
  if (typeof value !== 'string') return new Double(toDouble(toNumber(value, 'double')));
  if (
    value.trim() !== value ||
    value === '' ||
    Number.isNaN(Number(value)) !== /^-?nan$/i.test(value) ||
    /^[+-]?0x/i.test(value)
  ) {
    throw failed(value, 'number', value === '' ? 'Empty string' : 'Did not consume whole string.');
  }
  return new Double(Number(value));
}

function toDecimalValue(value: Value): Value {
  if (typeof value !== 'string') return decimalValue(toDecimal(toNumber(value, 'decimal')));
  try {
    return Decimal128.fromString(value);
  } catch {
    throw failed(value, 'number', 'Did not consume whole string.');
  }
}

function toBool(value: Value): Value {
  if (typeof value === 'boolean') return value;
  const numeric = asNumeric(value);
  return numeric === undefined ? true : toDouble(numeric) !== 0;
}

function toText(value: Value): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (asNumeric(value) !== undefined) return numberText(value);
  if (value instanceof Binary && value.sub_type === 4) return value.toUUID().toString();
  throw cannot(value, 'string');
}

function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw cannot(value, 'objectId');
  if (/^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
  throw failed(value, 'objectId', `Invalid string length for parsing to OID, expected 24 but found ${value.length}`);
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  if (typeof value === 'string') return parseDate(value, undefined, 'UTC');
  const numeric = asNumeric(value);
  if (numeric === undefined || numeric instanceof Int32) throw cannot(value, 'date');
  return new Date(Math.trunc(toDouble(numeric)));
}

const CONVERTERS = new Map<number, Converter>([
  [1, toDoubleValue],
  [2, toText],
  [7, toObjectId],
  [8, toBool],
  [9, toDate],
  [16, toInt],
  [18, toLong],
  [19, toDecimalValue],
]);

function converterFor(to: Value): Converter {
  const alias = typeof to === 'string' && Object.hasOwn(TYPE_NUMBERS, to) ? TYPE_NUMBERS[to] : undefined;
  const type = alias ?? integerOf(to);
  if (typeof to === 'string' && alias === undefined) throw badValue(`Unknown type name: ${to}`);
  if (type === undefined) throw failedToParse("$convert's 'to' argument must be a string or number");
  return (
    CONVERTERS.get(type) ??
    ((value) => {
      if (typeNumber(value) === type) return value;
      throw cannot(value, String(to));
    })
  );
}

const convert: ExpressionOperator = (operand, env, name) => {
  const { input, to, onError, onNull } = compileNamed(operand, env, name, ['input', 'to'], ['onError', 'onNull']);
  return (scope) => {
    const value = input?.(scope);
    if (isNullish(value)) return onNull === undefined ? null : onNull(scope);
    const target = to?.(scope);
    if (isNullish(target)) return null;
    const converter = converterFor(target);
    if (onError === undefined) return converter(value);
    try {
      return converter(value);
    } catch {
      return onError(scope);
    }
  };
};

/** Conversion operators. */
export const CONVERSION: Record<string, ExpressionOperator> = {
  $convert: convert,
  $toInt: unaryOrNull(toInt),
  $toLong: unaryOrNull(toLong),
  $toDouble: unaryOrNull(toDoubleValue),
  $toDecimal: unaryOrNull(toDecimalValue),
  $toBool: unaryOrNull(toBool),
  $toString: unaryOrNull(toText),
  $toObjectId: unaryOrNull(toObjectId),
  $toDate: unaryOrNull(toDate),
};
