import { Decimal128 } from 'bson';

/** A finite decimal number: `coefficient × 10^exponent`. */
export interface Decimal {
  coefficient: bigint;
  exponent: number;
}

const BIAS = 6176;
const MAX_EXPONENT = 6111;
const DIGITS = 34;
const LOW_MASK = (1n << 64n) - 1n;
const COEFFICIENT_MASK = (1n << 49n) - 1n;

const powers: readonly bigint[] = Array.from({ length: 128 }, (_, n) => 10n ** BigInt(n));

/** 10 to the power of n, n ≥ 0. */
export function powerOfTen(n: number): bigint {
  return powers[n] ?? 10n ** BigInt(n);
}

/** Reads the IEEE 754-2008 binary integer form; a number, not a Decimal, for NaN and the infinities. */
export function decodeDecimal(value: Decimal128): Decimal | number {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16);
  const high = view.getBigUint64(8, true);
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 31n);
  if (combination === 31) return Number.NaN;
  if (combination === 30) return negative ? -Infinity : Infinity;
  if (combination >> 3 === 3) return { coefficient: 0n, exponent: 0 };
  const coefficient = ((high & COEFFICIENT_MASK) << 64n) | view.getBigUint64(0, true);
  return { coefficient: negative ? -coefficient : coefficient, exponent: Number((high >> 49n) & 0x3fffn) - BIAS };
}

/** Writes a decimal, rounded half to even at 34 digits; too large becomes an infinity. */
export function encodeDecimal(value: Decimal | number): Decimal128 {
  if (typeof value === 'number') return Decimal128.fromString(String(value));
  const { coefficient, exponent } = fitExponent(roundToDigits(value, DIGITS));
  if (exponent > MAX_EXPONENT) return Decimal128.fromString(coefficient < 0n ? '-Infinity' : 'Infinity');
  const magnitude = coefficient < 0n ? -coefficient : coefficient;
  const sign = coefficient < 0n ? 1n << 63n : 0n;
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, magnitude & LOW_MASK, true);
  view.setBigUint64(8, sign | (BigInt(exponent + BIAS) << 49n) | (magnitude >> 64n), true);
  return new Decimal128(bytes);
}

function fitExponent(value: Decimal): Decimal {
  if (value.coefficient === 0n) {
    return { coefficient: 0n, exponent: Math.min(Math.max(value.exponent, -BIAS), MAX_EXPONENT) };
  }
  const excess = value.exponent - MAX_EXPONENT;
  if (excess > 0 && digitCount(value.coefficient) + excess <= DIGITS) {
    return { coefficient: value.coefficient * powerOfTen(excess), exponent: MAX_EXPONENT };
  }
  return value.exponent < -BIAS ? shiftTo(value, -BIAS) : value;
}

/** How many decimal digits the coefficient has. */
function digitCount(coefficient: bigint): number {
  return (coefficient < 0n ? -coefficient : coefficient).toString().length;
}

/** Rounds to so many significant digits, half to even. */
function roundToDigits(value: Decimal, digits: number): Decimal {
  const excess = digitCount(value.coefficient) - digits;
  if (excess <= 0) return value;
  const rounded = shiftTo(value, value.exponent + excess);
  return digitCount(rounded.coefficient) > digits ? shiftTo(rounded, rounded.exponent + 1) : rounded;
}

/** The nearest value that has this exponent, half to even. */
export function shiftTo(value: Decimal, exponent: number): Decimal {
  const drop = exponent - value.exponent;
  if (drop <= 0) return { coefficient: value.coefficient * powerOfTen(-drop), exponent };
  return { coefficient: divideHalfEven(value.coefficient, powerOfTen(drop)), exponent };
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < divisor || (twice === divisor && quotient % 2n === 0n)) return quotient;
  return quotient + (dividend < 0n ? -1n : 1n);
}

/** The exact decimal of a double, or the double itself when it is not finite. */
export function exactDecimal(value: number): Decimal | number {
  if (!Number.isFinite(value)) return value;
  let exponent = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent += 1;
  }
  return { coefficient: BigInt(scaled) * 5n ** BigInt(exponent), exponent: -exponent };
}

/** A double as MongoDB's decimal arithmetic takes it: 15 significant digits, trailing zeros kept. */
export function decimalFromDouble(value: number): Decimal | number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return { coefficient: 0n, exponent: 0 };
  const [mantissa = '0', exponent = '0'] = value.toExponential(14).split('e');
  return { coefficient: BigInt(mantissa.replace('.', '')), exponent: Number(exponent) - 14 };
}

/** The nearest double. */
export function decimalToDouble(value: Decimal | number): number {
  return typeof value === 'number' ? value : Number(`${value.coefficient}e${value.exponent}`);
}

/** Exact order; NaN is below everything and equal to itself. */
export function compareDecimals(a: Decimal | number, b: Decimal | number): number {
  if (typeof a === 'number') return typeof b === 'number' ? compareDoubles(a, b) : aboveFinite(a);
  if (typeof b === 'number') return -aboveFinite(b);
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * powerOfTen(a.exponent - exponent);
  const right = b.coefficient * powerOfTen(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Where NaN and the infinities stand to every finite number. */
function aboveFinite(value: number): number {
  return value > 0 ? 1 : -1;
}

/** Order of doubles in which NaN is below everything and equal to itself. */
export function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}
