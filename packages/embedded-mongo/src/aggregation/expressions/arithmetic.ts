import { Decimal128, Double, Int32, Long } from 'bson';
import { badValue, location, typeMismatch } from '../../errors';
import { add, asNumeric, multiply, type Numeric, subtract, toDouble, typeName, type Value } from '../../values';
import { divideDecimals, remainderDecimals } from '../../values/decimal-arithmetic';
import { bigIntOf, decimalValue, intOrLong, toDecimal } from '../../values/numbers';
import type { ExpressionOperator } from '../scope';
import { binaryOrNull, isNullish, unaryOrNull, variadic } from './arguments';

/** The value as a number, or MongoDB's complaint. */
export function numberFor(value: Value, name: string): Numeric {
  const numeric = asNumeric(value);
  if (numeric === undefined) throw location(28765, `${name} only supports numeric types, not ${typeName(value)}`);
  return numeric;
}

function addAll(values: readonly Value[]): Value {
  let sum: Numeric = new Int32(0);
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date !== undefined) throw location(16612, 'only one date allowed in an $add expression');
      date = value;
      continue;
    }
    const numeric = asNumeric(value);
    if (numeric === undefined) throw typeMismatch(`$add only supports numeric or date types, not ${typeName(value)}`);
    sum = add(sum, numeric);
  }
  return date === undefined ? sum : new Date(date.getTime() + Math.round(toDouble(sum)));
}

function subtractPair(left: Value, right: Value): Value {
  const [a, b] = [asNumeric(left), asNumeric(right)];
  if (a !== undefined && b !== undefined) return subtract(a, b);
  if (left instanceof Date) {
    if (right instanceof Date) return Long.fromNumber(left.getTime() - right.getTime());
    if (b !== undefined) return new Date(left.getTime() - Math.round(toDouble(b)));
  }
  throw typeMismatch(`can't $subtract ${typeName(right)} from ${typeName(left)}`);
}

function multiplyAll(values: readonly Value[]): Value {
  let product: Numeric = new Int32(1);
  for (const value of values) {
    if (isNullish(value)) return null;
    const numeric = asNumeric(value);
    if (numeric === undefined) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(value)}`);
    product = multiply(product, numeric);
  }
  return product;
}

function dividePair(left: Value, right: Value): Value {
  const [a, b] = [asNumeric(left), asNumeric(right)];
  if (a === undefined || b === undefined) {
    throw typeMismatch(`$divide only supports numeric types, not ${typeName(left)} and ${typeName(right)}`);
  }
  if (toDouble(b) === 0) throw badValue("can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128)
    return decimalValue(divideDecimals(toDecimal(a), toDecimal(b)));
  return new Double(toDouble(a) / toDouble(b));
}

function remainder(left: Value, right: Value): Value {
  const [a, b] = [asNumeric(left), asNumeric(right)];
  if (a === undefined || b === undefined) {
    throw location(16611, `$mod only supports numeric types, not ${typeName(left)} and ${typeName(right)}`);
  }
  if (toDouble(b) === 0) throw location(16610, "can't $mod by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalValue(remainderDecimals(toDecimal(a), toDecimal(b)));
  }
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) % toDouble(b));
  const rest = bigIntOf(a) % bigIntOf(b);
  return a instanceof Int32 && b instanceof Int32 ? intOrLong(rest) : Long.fromBigInt(rest);
}

function absolute(value: Value, name: string): Value {
  const numeric = numberFor(value, name);
  if (numeric instanceof Double) return new Double(Math.abs(numeric.value));
  if (numeric instanceof Decimal128) {
    return toDouble(numeric) < 0 ? decimalValue(negate(toDecimal(numeric))) : numeric;
  }
  const integer = bigIntOf(numeric);
  const positive = integer < 0n ? -integer : integer;
  return numeric instanceof Int32 ? intOrLong(positive) : Long.fromBigInt(positive);
}

function negate(value: ReturnType<typeof toDecimal>): ReturnType<typeof toDecimal> {
  return typeof value === 'number' ? -value : { coefficient: -value.coefficient, exponent: value.exponent };
}

const byDouble =
  (compute: (number: number) => number, isAllowed: (number: number) => boolean, complaint: (text: string) => Error) =>
  (value: Value, name: string): Value => {
    const numeric = numberFor(value, name);
    const number = toDouble(numeric);
    if (!Number.isNaN(number) && !isAllowed(number)) throw complaint(String(number));
    const result = compute(number);
    return numeric instanceof Decimal128 ? decimalValue(result) : new Double(result);
  };

const always = () => true;
const never = () => badValue('unreachable');

function power(left: Value, right: Value): Value {
  const [a, b] = [asNumeric(left), asNumeric(right)];
  if (a === undefined) throw location(28762, `$pow's base must be numeric, not ${typeName(left)}`);
  if (b === undefined) throw location(28763, `$pow's exponent must be numeric, not ${typeName(right)}`);
  if (toDouble(a) === 0 && toDouble(b) < 0)
    throw location(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalValue(toDouble(a) ** toDouble(b));
  if (a instanceof Double || b instanceof Double || toDouble(b) < 0) return new Double(toDouble(a) ** toDouble(b));
  const result = toDouble(a) ** toDouble(b);
  if (Math.abs(result) >= 2 ** 63) return new Double(result);
  const exact = bigIntOf(a) ** bigIntOf(b);
  return a instanceof Int32 && b instanceof Int32 ? intOrLong(exact) : Long.fromBigInt(exact);
}

function logarithm(left: Value, right: Value): Value {
  const [a, b] = [asNumeric(left), asNumeric(right)];
  if (a === undefined) throw location(28756, `$log's argument must be numeric, not ${typeName(left)}`);
  if (b === undefined) throw location(28757, `$log's base must be numeric, not ${typeName(right)}`);
  if (toDouble(a) <= 0) throw location(28758, `$log's argument must be a positive number, but is ${toDouble(a)}`);
  if (toDouble(b) <= 0 || toDouble(b) === 1) {
    throw location(28759, `$log's base must be a positive number not equal to 1, but is ${toDouble(b)}`);
  }
  return new Double(Math.log(toDouble(a)) / Math.log(toDouble(b)));
}

/** Arithmetic operators. */
export const ARITHMETIC: Record<string, ExpressionOperator> = {
  $add: variadic(addAll),
  $subtract: binaryOrNull(subtractPair),
  $multiply: variadic(multiplyAll),
  $divide: binaryOrNull(dividePair),
  $mod: binaryOrNull(remainder),
  $abs: unaryOrNull(absolute),
  $pow: binaryOrNull(power),
  $log: binaryOrNull(logarithm),
  $exp: unaryOrNull(byDouble(Math.exp, always, never)),
  $sqrt: unaryOrNull(
    byDouble(
      Math.sqrt,
      (number) => number >= 0,
      (text) => location(28714, `$sqrt's argument must be greater than or equal to 0, but is ${text}`),
    ),
  ),
  $ln: unaryOrNull(
    byDouble(
      Math.log,
      (number) => number > 0,
      (text) => location(28766, `$ln's argument must be a positive number, but is ${text}`),
    ),
  ),
  $log10: unaryOrNull(
    byDouble(
      Math.log10,
      (number) => number > 0,
      (text) => location(28761, `$log10's argument must be a positive number, but is ${text}`),
    ),
  ),
};
