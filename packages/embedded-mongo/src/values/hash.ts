import { Decimal128, Double, Int32, ObjectId } from 'bson';
import type { Collation } from './collation';
import { decodeDecimal, exactDecimal } from './decimal';
import { asDoc, field, type Value } from './document';
import { asNumeric, type Numeric } from './numbers';
import { valueText } from './text';
import { canonicalType } from './types';

/** A text that is the same for two values exactly when {@link valuesEqual} says so; missing and null differ. */
export function hashKey(value: Value, collation?: Collation): string {
  if (typeof value === 'string') return `"${collation === undefined ? value : collation.key(value)}`;
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  const numeric = asNumeric(value);
  if (numeric !== undefined) return `#${numberKey(numeric)}`;
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (Array.isArray(value)) return `[${value.map((element) => sized(hashKey(element, collation))).join('')}]`;
  const doc = asDoc(value);
  if (doc === undefined) return `${canonicalType(value)}:${valueText(value)}`;
  return `{${Object.keys(doc)
    .map((name) => sized(name) + sized(hashKey(field(doc, name), collation)))
    .join('')}}`;
}

function sized(text: string): string {
  return `${text.length}:${text}`;
}

function numberKey(value: Numeric): string {
  if (value instanceof Int32) return String(value.value);
  if (value instanceof Double) return doubleKey(value.value);
  return value instanceof Decimal128 ? decimalKey(value) : value.toString();
}

function doubleKey(value: number): string {
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  const exact = exactDecimal(value);
  return typeof exact === 'number' ? String(exact) : plainKey(exact.coefficient, exact.exponent);
}

function decimalKey(value: Decimal128): string {
  const decoded = decodeDecimal(value);
  return typeof decoded === 'number' ? String(decoded) : plainKey(decoded.coefficient, decoded.exponent);
}

function plainKey(coefficient: bigint, exponent: number): string {
  if (coefficient === 0n) return '0';
  let digits = coefficient;
  let power = exponent;
  while (digits % 10n === 0n) {
    digits /= 10n;
    power += 1;
  }
  return power >= 0 && power < 40 ? (digits * 10n ** BigInt(power)).toString() : `${digits}e${power}`;
}
