import { type Decimal, decimalToDouble, powerOfTen, shiftTo } from './decimal';

type Operand = Decimal | number;
type Operation = (a: Operand, b: Operand) => Operand;

/** Lifts an operation on finite decimals; when an operand is NaN or infinite, doubles give the right answer. */
const lifted =
  (finite: (a: Decimal, b: Decimal) => Operand, doubles: (a: number, b: number) => number): Operation =>
  (a, b) =>
    typeof a === 'number' || typeof b === 'number' ? doubles(decimalToDouble(a), decimalToDouble(b)) : finite(a, b);

/** Sum of two decimals. */
export const addDecimals = lifted(
  (a, b) => {
    const exponent = Math.min(a.exponent, b.exponent);
    return { coefficient: aligned(a, exponent) + aligned(b, exponent), exponent };
  },
  (a, b) => a + b,
);

/** Difference of two decimals. */
export const subtractDecimals = lifted(
  (a, b) => addDecimals(a, { coefficient: -b.coefficient, exponent: b.exponent }),
  (a, b) => a - b,
);

/** Product of two decimals. */
export const multiplyDecimals = lifted(
  (a, b) => ({ coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }),
  (a, b) => a * b,
);

/** Quotient to 34 digits, without needless trailing zeros. */
export const divideDecimals = lifted(
  (a, b) => {
    if (b.coefficient === 0n) return decimalToDouble(a) / 0;
    const quotient = (a.coefficient * powerOfTen(70)) / b.coefficient;
    return trimTo({ coefficient: quotient, exponent: a.exponent - b.exponent - 70 }, a.exponent - b.exponent);
  },
  (a, b) => a / b,
);

/** Remainder with the sign of the dividend. */
export const remainderDecimals = lifted(
  (a, b) => {
    if (b.coefficient === 0n) return Number.NaN;
    const exponent = Math.min(a.exponent, b.exponent);
    return { coefficient: aligned(a, exponent) % aligned(b, exponent), exponent };
  },
  (a, b) => a % b,
);

function aligned(value: Decimal, exponent: number): bigint {
  return value.coefficient * powerOfTen(value.exponent - exponent);
}

function trimTo(value: Decimal, exponent: number): Decimal {
  let { coefficient } = value;
  let at = value.exponent;
  while (at < exponent && coefficient % 10n === 0n) {
    coefficient /= 10n;
    at += 1;
  }
  return { coefficient, exponent: at };
}

type Direction = 'floor' | 'ceil' | 'trunc' | 'round';

/** Rounds to so many places after the point (negative: before it). */
export function roundDecimal(value: Operand, direction: Direction, places = 0): Operand {
  if (typeof value === 'number' || value.exponent >= -places) return value;
  if (direction === 'round') return shiftTo(value, -places);
  const divisor = powerOfTen(-places - value.exponent);
  const truncated = value.coefficient / divisor;
  const isExact = truncated * divisor === value.coefficient;
  const step = isExact ? 0n : direction === 'floor' && value.coefficient < 0n ? -1n : 0n;
  const up = !isExact && direction === 'ceil' && value.coefficient > 0n ? 1n : 0n;
  return { coefficient: truncated + step + up, exponent: -places };
}
