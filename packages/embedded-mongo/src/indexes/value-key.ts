import { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { asDoc, asNumeric, type Collation, canonicalType, field, type Value } from '../values';
import type { KeyWriter } from './key-writer';
import { writeNumber } from './number-key';

/** First byte of a value's key, by its bracket in BSON order. Numbers write their own, since NaN is below the rest. */
const TYPE_BYTES = new Map<number, number>([
  [-1, 0x08],
  [0, 0x10],
  [5, 0x18],
  [10, 0x20],
  [15, 0x28],
  [20, 0x30],
  [25, 0x38],
  [30, 0x40],
  [35, 0x48],
  [40, 0x50],
  [45, 0x58],
  [47, 0x60],
  [50, 0x68],
  [55, 0x70],
  [60, 0x78],
  [65, 0x80],
  [127, 0xe0],
]);

/** The key of an empty array that stands where its elements would: below null, as MongoDB has it. */
export const EMPTY_ARRAY_BYTE = typeByte(0);

type ValueWriter = (writer: KeyWriter, value: Value, collation: Collation | undefined) => void;

const WRITERS = new Map<number, ValueWriter>([
  [15, (writer, value, collation) => writeText(writer, value instanceof BSONSymbol ? value.value : value, collation)],
  [20, writeDocument],
  [25, writeArray],
  [30, writeBinary],
  [35, (writer, value) => value instanceof ObjectId && writer.raw(value.id)],
  [40, (writer, value) => writer.byte(value === true ? 1 : 0)],
  [45, (writer, value) => writer.uint64(dateKey(value))],
  [47, (writer, value) => writer.uint64(value instanceof Timestamp ? BigInt.asUintN(64, value.toBigInt()) : 0n)],
  [50, writeRegex],
  [60, (writer, value) => writeText(writer, value instanceof Code ? value.code : '', undefined)],
  [65, writeScopedCode],
]);

/** The first key byte of every value in the bracket. */
export function typeByte(bracket: number): number {
  return TYPE_BYTES.get(bracket) ?? 0x30;
}

/**
 * Writes a value so that byte order is BSON order and no value's bytes begin another's. With a collation, equal strings
 * have equal bytes, but their order is only near the collation's.
 */
export function writeValue(writer: KeyWriter, value: Value, collation?: Collation): void {
  const bracket = canonicalType(value);
  const numeric = bracket === 10 ? asNumeric(value) : undefined;
  if (numeric !== undefined) {
    writeNumber(writer, numeric);
    return;
  }
  writer.byte(typeByte(bracket));
  WRITERS.get(bracket)?.(writer, value, collation);
}

function writeText(writer: KeyWriter, value: Value, collation: Collation | undefined): void {
  const text = String(value);
  writer.text(collation === undefined ? text : collation.key(text));
}

function writeDocument(writer: KeyWriter, value: Value, collation: Collation | undefined): void {
  const doc = asDoc(value) ?? {};
  for (const name of Object.keys(doc)) {
    const member = field(doc, name);
    writer.byte(typeByte(canonicalType(member)));
    writer.text(name);
    writeValue(writer, member, collation);
  }
  writer.byte(0);
}

function writeArray(writer: KeyWriter, value: Value, collation: Collation | undefined): void {
  if (Array.isArray(value)) for (const element of value) writeValue(writer, element, collation);
  writer.byte(0);
}

/** Binary compares by length, subtype, bytes. */
function writeBinary(writer: KeyWriter, value: Value): void {
  if (!(value instanceof Binary)) return;
  writer.uint32(value.length());
  writer.byte(value.sub_type);
  writer.raw(value.value());
}

function dateKey(value: Value): bigint {
  const milliseconds = value instanceof Date ? value.getTime() : 0;
  return BigInt.asUintN(64, BigInt(Number.isNaN(milliseconds) ? 0 : milliseconds)) ^ (1n << 63n);
}

function writeRegex(writer: KeyWriter, value: Value): void {
  if (!(value instanceof BSONRegExp)) return;
  writer.text(value.pattern);
  writer.text(value.options);
}

function writeScopedCode(writer: KeyWriter, value: Value, collation: Collation | undefined): void {
  if (!(value instanceof Code)) return;
  writer.text(value.code);
  writeDocument(writer, value.scope, collation);
}
