import { Decimal128, Double, Int32, Long } from 'bson';
import type { Decimal } from './decimal';
import { addDecimals, multiplyDecimals, subtractDecimals } from './decimal-arithmetic';
import { bigIntOf, decimalValue, intOrLong, longOf, type Numeric, toDecimal, toDouble } from './numbers';

interface Operation {
  integers(a: bigint, b: bigint): bigint;
  doubles(a: number, b: number): number;
  decimals(a: Decimal | number, b: Decimal | number): Decimal | number;
}

const ADD: Operation = { integers: (a, b) => a + b, doubles: (a, b) => a + b, decimals: addDecimals };
const SUBTRACT: Operation = { integers: (a, b) => a - b, doubles: (a, b) => a - b, decimals: subtractDecimals };
const MULTIPLY: Operation = { integers: (a, b) => a * b, doubles: (a, b) => a * b, decimals: multiplyDecimals };

/** Sum. int + int stays int or grows to long; past 64 bits the answer is undefined and the caller decides. */
export function addExact(a: Numeric, b: Numeric): Numeric | undefined {
  return operate(ADD, a, b);
}

/** Product, typed as {@link addExact}. */
export function multiplyExact(a: Numeric, b: Numeric): Numeric | undefined {
  return operate(MULTIPLY, a, b);
}

/** Sum as expressions give it: past 64 bits it becomes a double. */
export function add(a: Numeric, b: Numeric): Numeric {
  return operate(ADD, a, b) ?? new Double(toDouble(a) + toDouble(b));
}

/** Difference, typed as {@link add}. */
export function subtract(a: Numeric, b: Numeric): Numeric {
  return operate(SUBTRACT, a, b) ?? new Double(toDouble(a) - toDouble(b));
}

/** Product, typed as {@link add}. */
export function multiply(a: Numeric, b: Numeric): Numeric {
  return operate(MULTIPLY, a, b) ?? new Double(toDouble(a) * toDouble(b));
}

function operate(operation: Operation, a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Int32 && b instanceof Int32) return operateInts(operation, a, b);
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalValue(operation.decimals(toDecimal(a), toDecimal(b)));
  }
  if (a instanceof Double || b instanceof Double) return new Double(operation.doubles(toDouble(a), toDouble(b)));
  return longOf(operation.integers(bigIntOf(a), bigIntOf(b)));
}

function operateInts(operation: Operation, a: Int32, b: Int32): Int32 | Long | undefined {
  const result = operation.doubles(a.value, b.value);
  if ((result | 0) === result) return new Int32(result);
  return Number.isSafeInteger(result) && result !== 0
    ? Long.fromNumber(result)
    : intOrLong(operation.integers(BigInt(a.value), BigInt(b.value)));
}
