import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import {
  compareDecimals,
  compareDoubles,
  type Decimal,
  decimalFromDouble,
  decimalToDouble,
  decodeDecimal,
  encodeDecimal,
  exactDecimal,
} from './decimal';
import type { Value } from './document';

/** A BSON number in the form `bson` gives with promotion off. */
export type Numeric = Int32 | Double | Long | Decimal128;

/** Rank of a number's type; the wider of two operands decides the result's type. */
export type Width = 'int' | 'long' | 'double' | 'decimal';

const MAX_LONG = (1n << 63n) - 1n;
const MIN_LONG = -(1n << 63n);

/** The value as a BSON number, also from a native number or bigint; undefined when it is none. */
export function asNumeric(value: Value): Numeric | undefined {
  if (value instanceof Int32 || value instanceof Double || value instanceof Decimal128) return value;
  if (value instanceof Long) return value instanceof Timestamp ? undefined : value;
  if (typeof value === 'number') return (value | 0) === value ? new Int32(value) : new Double(value);
  return typeof value === 'bigint' ? Long.fromBigInt(value) : undefined;
}

/** Whether the value is a number of any BSON type. */
export function isNumeric(value: Value): boolean {
  return asNumeric(value) !== undefined;
}

/** The width of the number's type. */
export function widthOf(value: Numeric): Width {
  if (value instanceof Int32) return 'int';
  if (value instanceof Double) return 'double';
  return value instanceof Decimal128 ? 'decimal' : 'long';
}

/** The nearest double. */
export function toDouble(value: Numeric): number {
  if (value instanceof Decimal128) return decimalToDouble(decodeDecimal(value));
  return value instanceof Long ? value.toNumber() : value.value;
}

/** The double of any value that is a number; NaN for every other value. */
export function numberOf(value: Value): number {
  const numeric = asNumeric(value);
  return numeric === undefined ? Number.NaN : toDouble(numeric);
}

/** The value as an integer when it is a number without a fraction inside ±2^53; otherwise undefined. */
export function integerOf(value: Value): number | undefined {
  const number = numberOf(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The exact decimal; doubles exactly, for comparison. */
export function toExactDecimal(value: Numeric): Decimal | number {
  if (value instanceof Decimal128) return decodeDecimal(value);
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  return exactDecimal(value.value);
}

/** The decimal operand for arithmetic; doubles at 15 digits, as MongoDB does. */
export function toDecimal(value: Numeric): Decimal | number {
  return value instanceof Double ? decimalFromDouble(value.value) : toExactDecimal(value);
}

/** Int32 when it fits, otherwise Long; undefined when beyond 64 bits. */
export function intOrLong(value: bigint): Int32 | Long | undefined {
  if (value >= -2147483648n && value <= 2147483647n) return new Int32(Number(value));
  return longOf(value);
}

/** A Long; undefined when beyond 64 bits. */
export function longOf(value: bigint): Long | undefined {
  return value > MAX_LONG || value < MIN_LONG ? undefined : Long.fromBigInt(value);
}

/** The integer of an int or a long. */
export function bigIntOf(value: Int32 | Long): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(value.value);
}

/** A Decimal128 of an arithmetic result. */
export function decimalValue(value: Decimal | number): Decimal128 {
  return encodeDecimal(value);
}

/** Order of two numbers whatever their types, exact; NaN is below all others and equal to itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareDecimals(toExactDecimal(a), toExactDecimal(b));
  if (a instanceof Long) return compareLong(a, b);
  if (b instanceof Long) return -compareLong(b, a);
  return compareDoubles(a.value, b.value);
}

function compareLong(long: Long, other: Int32 | Double | Long): number {
  if (other instanceof Long) return long.compare(other);
  const rough = compareDoubles(long.toNumber(), other.value);
  if (rough !== 0 || Number.isSafeInteger(other.value)) return rough;
  const left = long.toBigInt();
  const right = BigInt(other.value);
  return left < right ? -1 : left > right ? 1 : 0;
}
