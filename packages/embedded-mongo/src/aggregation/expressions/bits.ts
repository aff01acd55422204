import { Int32, Long } from 'bson';
import { typeMismatch } from '../../errors';
import { asNumeric, typeName, type Value } from '../../values';
import { bigIntOf } from '../../values/numbers';
import type { ExpressionOperator } from '../scope';
import { isNullish, unaryOrNull, variadic } from './arguments';

function integer(value: Value, name: string): Int32 | Long {
  const numeric = asNumeric(value);
  if (numeric instanceof Int32 || numeric instanceof Long) return numeric;
  throw typeMismatch(`${name} only supports int and long operands, found: ${typeName(value)}`);
}

const combining = (start: bigint, combine: (a: bigint, b: bigint) => bigint): ExpressionOperator =>
  variadic((values, name) => {
    if (values.some(isNullish)) return null;
    const operands = values.map((value) => integer(value, name));
    const result = operands.reduce((bits, operand) => combine(bits, bigIntOf(operand)), start);
    return operands.every((operand) => operand instanceof Int32) ? new Int32(Number(result)) : Long.fromBigInt(result);
  });

/** Bitwise operators. */
export const BITS: Record<string, ExpressionOperator> = {
  $bitAnd: combining(-1n, (a, b) => a & b),
  $bitOr: combining(0n, (a, b) => a | b),
  $bitXor: combining(0n, (a, b) => a ^ b),
  $bitNot: unaryOrNull((value, name) => {
    const operand = integer(value, name);
    return operand instanceof Int32 ? new Int32(~operand.value) : operand.not();
  }),
};
