import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { asDoc, type Doc, field, type Value } from './document';

/** The document as MongoDB prints it in messages: `{ a: 1, b: "x" }`. */
export function docText(doc: Doc): string {
  const names = Object.keys(doc);
  if (names.length === 0) return '{}';
  return `{ ${names.map((name) => fieldText(name, field(doc, name))).join(', ')} }`;
}

/** One field as MongoDB prints it in messages: `a: 1`. */
export function fieldText(name: string, value: Value): string {
  return `${name}: ${valueText(value)}`;
}

/** One value as MongoDB prints it in messages. */
export function valueText(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(valueText).join(', ')} ]`;
  const doc = asDoc(value);
  return doc === undefined ? leafText(value) : docText(doc);
}

function leafText(value: Value): string {
  for (const print of PRINTERS) {
    const text = print(value);
    if (text !== undefined) return text;
  }
  return String(value);
}

const PRINTERS: ((value: Value) => string | undefined)[] = [
  (value) => (value instanceof Double ? doubleText(value.value) : undefined),
  (value) => (value instanceof Int32 ? String(value.value) : undefined),
  (value) => (value instanceof Timestamp ? `Timestamp(${value.t}, ${value.i})` : undefined),
  (value) => (value instanceof Long || value instanceof Decimal128 ? value.toString() : undefined),
  (value) => (value instanceof ObjectId ? `ObjectId('${value.toHexString()}')` : undefined),
  (value) => (value instanceof Date ? `new Date(${value.getTime()})` : undefined),
  (value) => (value instanceof BSONRegExp ? `/${value.pattern}/${value.options}` : undefined),
  (value) => (value instanceof Binary ? binaryText(value) : undefined),
  (value) => (value instanceof Code ? value.code : undefined),
  (value) => (value instanceof BSONSymbol ? JSON.stringify(value.value) : undefined),
  (value) => (value instanceof MinKey ? 'MinKey' : value instanceof MaxKey ? 'MaxKey' : undefined),
];

function doubleText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value);
}

function binaryText(value: Binary): string {
  const hex = Buffer.from(value.value()).toString('hex');
  return value.sub_type === 4
    ? `UUID("${value.toUUID().toString()}")`
    : `BinData(${value.sub_type}, ${hex.toUpperCase()})`;
}
