import { Binary } from 'bson';
import { badValue, failedToParse } from '../../errors';
import { asNumeric, fieldText, integerOf, isNumeric, toDouble, type Value } from '../../values';
import { type Clause, someValue } from '../clause';
import type { FilterEnv } from '../filter-env';

/** `$mod: [divisor, remainder]`, both cut to integers. */
export function mod(operand: Value, env: FilterEnv): Clause {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  if (operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  const divisor = modPart(operand[0], 'divisor');
  const remainder = modPart(operand[1], 'remainder');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return someValue((value) => {
    const number = truncated(value);
    return number !== undefined && number % divisor === remainder;
  }, env.record);
}

function modPart(value: Value, name: string): bigint {
  if (!isNumeric(value)) throw badValue(`malformed mod, ${name} not a number`);
  const number = truncated(value);
  if (number === undefined) throw badValue(`malformed mod, ${name} value is invalid :: caused by :: Unable to coerce`);
  return number;
}

function truncated(value: Value): bigint | undefined {
  const numeric = asNumeric(value);
  if (numeric === undefined) return undefined;
  if ('toBigInt' in numeric) return numeric.toBigInt();
  const double = Math.trunc(toDouble(numeric));
  return Number.isFinite(double) ? BigInt(double) : undefined;
}

/** `$size`: the array has exactly so many elements. */
export function size(operand: Value, env: FilterEnv): Clause {
  const length = isNumeric(operand) ? integerOf(operand) : undefined;
  if (length === undefined) {
    throw failedToParse(`Failed to parse $size. Expected an integer: ${fieldText('$size', operand)}`);
  }
  if (length < 0) {
    throw badValue(`Failed to parse $size. Expected a non-negative number in: ${fieldText('$size', operand)}`);
  }
  return someValue((value) => Array.isArray(value) && value.length === length, env.record, 'whole');
}

/** `$bitsAllSet` and its three relatives, on integers and binary data. */
export const bits =
  (accepts: (masked: bigint, mask: bigint) => boolean) =>
  (operand: Value, env: FilterEnv): Clause => {
    const mask = maskOf(operand);
    return someValue((value) => {
      const stored = bitsOf(value);
      return stored !== undefined && accepts(stored & mask, mask);
    }, env.record);
  };

function maskOf(operand: Value): bigint {
  if (Array.isArray(operand)) return operand.reduce<bigint>((mask, position) => mask | bitAt(position), 0n);
  const mask = bitsOf(operand);
  if (mask === undefined) throw badValue('bit operator takes an Array, a number, or a BinData');
  if (mask < 0n) throw failedToParse('Expected a non-negative number in bit mask');
  return mask;
}

function bitAt(position: Value): bigint {
  const at = integerOf(position);
  if (at === undefined || at < 0) throw badValue('bit positions must be integers >= 0');
  return 1n << BigInt(at);
}

function bitsOf(value: Value): bigint | undefined {
  if (value instanceof Binary) {
    return Buffer.from(value.value()).reduceRight<bigint>((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }
  const numeric = asNumeric(value);
  if (numeric === undefined) return undefined;
  if ('toBigInt' in numeric) return numeric.toBigInt();
  const integer = integerOf(numeric);
  return integer === undefined ? undefined : BigInt(integer);
}
