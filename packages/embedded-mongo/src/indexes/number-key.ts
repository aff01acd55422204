import { Decimal128, Double, Long } from 'bson';
import type { Numeric } from '../values';
import { compareDecimals, type Decimal, decodeDecimal, exactDecimal } from '../values/decimal';
import type { KeyWriter } from './key-writer';

const NAN = 0x20;
const NUMBER = 0x21;
const EXPONENT_BIAS = 20_000;

/**
 * Writes a number so that equal numbers of different types share a key and byte order is numeric order, without loss:
 * the double at or next to it towards zero, then what that double leaves out. 1, 1.0 and Decimal 1 are one key, 2^53
 * and 2^53 + 1 are two.
 */
export function writeNumber(writer: KeyWriter, value: Numeric): void {
  if (value instanceof Decimal128) writeDecimal(writer, decodeDecimal(value));
  else if (value instanceof Long) writeLong(writer, value);
  else writeDouble(writer, value instanceof Double ? value.value : value.valueOf());
}

function writeLong(writer: KeyWriter, value: Long): void {
  const double = value.toNumber();
  if (Number.isSafeInteger(double)) writeDouble(writer, double);
  else writeDecimal(writer, { coefficient: value.toBigInt(), exponent: 0 });
}

function writeDouble(writer: KeyWriter, value: number): void {
  if (Number.isNaN(value)) {
    writer.byte(NAN);
    return;
  }
  writer.byte(NUMBER);
  writer.double(value === 0 ? 0 : value);
  writer.byte(value < 0 ? 0xff : 0);
}

function writeDecimal(writer: KeyWriter, value: Decimal | number): void {
  if (typeof value === 'number') writeDouble(writer, value);
  else if (value.coefficient === 0n) writeDouble(writer, 0);
  else writeNonZero(writer, value);
}

function writeNonZero(writer: KeyWriter, value: Decimal): void {
  const magnitude = { ...value, coefficient: value.coefficient < 0n ? -value.coefficient : value.coefficient };
  const double = truncateToDouble(magnitude);
  const isExact = compareDecimals(exactDecimal(double), magnitude) === 0;
  writer.byte(NUMBER);
  const start = writer.position;
  writer.double(double);
  if (isExact) writer.byte(0);
  else writeDigits(writer, magnitude);
  if (value.coefficient < 0n) writer.complementFrom(start);
}

/** The largest double not above the (positive) decimal. */
function truncateToDouble(value: Decimal): number {
  const nearest = Number(`${value.coefficient}e${value.exponent}`);
  if (nearest === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  return compareDecimals(exactDecimal(nearest), value) > 0 ? doubleBelow(nearest) : nearest;
}

function doubleBelow(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) - 1n);
  return view.getFloat64(0);
}

/** Among numbers that share a double, order is that of exponent and digits. */
function writeDigits(writer: KeyWriter, value: Decimal): void {
  const digits = value.coefficient.toString();
  writer.byte(1);
  writer.uint16(EXPONENT_BIAS + value.exponent + digits.length);
  for (const digit of digits.replace(/0+$/, '')) writer.byte(Number(digit) + 1);
  writer.byte(0);
}
