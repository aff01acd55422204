import { Decimal128, Double, Int32, Long } from 'bson';
import { location } from '../../errors';
import { asNumeric, integerOf, typeName, type Value } from '../../values';
import { roundDecimal } from '../../values/decimal-arithmetic';
import { bigIntOf, decimalValue, intOrLong, toDecimal } from '../../values/numbers';
import type { ExpressionOperator } from '../scope';
import { isNullish, ranged, unaryOrNull } from './arguments';
import { numberFor } from './arithmetic';

type Direction = 'floor' | 'ceil' | 'trunc' | 'round';

const whole = (direction: 'floor' | 'ceil'): ExpressionOperator =>
  unaryOrNull((value, name) => {
    const numeric = numberFor(value, name);
    if (numeric instanceof Double) return new Double(Math[direction](numeric.value));
    return numeric instanceof Decimal128 ? decimalValue(roundDecimal(toDecimal(numeric), direction)) : numeric;
  });

/** `$round` (half to even) and `$trunc`, to so many places. */
const toPlaces = (direction: 'round' | 'trunc'): ExpressionOperator =>
  ranged(1, 2, ([value, digits], name) => {
    if (isNullish(value)) return null;
    if (digits === null) return null;
    const numeric = asNumeric(value);
    if (numeric === undefined) throw location(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    const places = placesOf(digits, name);
    if (numeric instanceof Decimal128) return decimalValue(roundDecimal(toDecimal(numeric), direction, places));
    if (numeric instanceof Double) return new Double(roundDouble(numeric.value, places, direction));
    if (places >= 0) return numeric;
    const rounded = roundDecimal({ coefficient: bigIntOf(numeric), exponent: 0 }, direction, places);
    if (typeof rounded === 'number') return numeric;
    const integer = rounded.coefficient * 10n ** BigInt(rounded.exponent);
    return numeric instanceof Int32 ? intOrLong(integer) : Long.fromBigInt(integer);
  });

function placesOf(digits: Value, name: string): number {
  if (digits === undefined) return 0;
  const places = integerOf(digits);
  if (places === undefined) throw location(51082, `precision argument to ${name} must be a integral value`);
  if (places < -20 || places > 100)
    throw location(51083, `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`);
  return places;
}

function roundDouble(value: number, places: number, direction: Direction): number {
  if (!Number.isFinite(value)) return value;
  if (places === 0) return direction === 'trunc' ? Math.trunc(value) : halfEven(value);
  const text = exactText(value);
  const decimal = roundDecimal(text, direction, places);
  return typeof decimal === 'number' ? decimal : Number(`${decimal.coefficient}e${decimal.exponent}`);
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The decimal a double is usually written as, so that 2.345 rounds as people expect it to. */
function exactText(value: number) {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const fraction = mantissa.split('.')[1] ?? '';
  return { coefficient: BigInt(mantissa.replace('.', '')), exponent: Number(exponent) - fraction.length };
}

/** Rounding operators. */
export const ROUNDING: Record<string, ExpressionOperator> = {
  $floor: whole('floor'),
  $ceil: whole('ceil'),
  $round: toPlaces('round'),
  $trunc: toPlaces('trunc'),
};
