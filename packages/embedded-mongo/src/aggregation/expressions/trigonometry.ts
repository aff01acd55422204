import { Decimal128, Double } from 'bson';
import { location } from '../../errors';
import { toDouble, type Value } from '../../values';
import { decimalValue } from '../../values/numbers';
import type { ExpressionOperator } from '../scope';
import { binaryOrNull, unaryOrNull } from './arguments';
import { numberFor } from './arithmetic';

const anywhere = () => true;

const angle = (
  compute: (number: number) => number,
  isAllowed: (number: number) => boolean = anywhere,
): ExpressionOperator =>
  unaryOrNull((value, name) => {
    const numeric = numberFor(value, name);
    const number = toDouble(numeric);
    if (!Number.isNaN(number) && !isAllowed(number)) {
      throw location(50989, `cannot apply ${name} to ${number}, value must be in the operator's domain`);
    }
    return typed(compute(number), numeric);
  });

function typed(result: number, like: Value): Value {
  return like instanceof Decimal128 ? decimalValue(result) : new Double(result);
}

const inUnit = (number: number) => number >= -1 && number <= 1;

/** Trigonometric operators. */
export const TRIGONOMETRY: Record<string, ExpressionOperator> = {
  $sin: angle(Math.sin, Number.isFinite),
  $cos: angle(Math.cos, Number.isFinite),
  $tan: angle(Math.tan, Number.isFinite),
  $asin: angle(Math.asin, inUnit),
  $acos: angle(Math.acos, inUnit),
  $atan: angle(Math.atan),
  $sinh: angle(Math.sinh),
  $cosh: angle(Math.cosh),
  $tanh: angle(Math.tanh),
  $asinh: angle(Math.asinh),
  $acosh: angle(Math.acosh, (number) => number >= 1),
  $atanh: angle(Math.atanh, inUnit),
  $degreesToRadians: angle((degrees) => (degrees * Math.PI) / 180),
  $radiansToDegrees: angle((radians) => (radians * 180) / Math.PI),
  $atan2: binaryOrNull((y, x, name) =>
    typed(Math.atan2(toDouble(numberFor(y, name)), toDouble(numberFor(x, name))), y),
  ),
};
