import { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { compareBinaryText } from './binary-text';
import type { Collation } from './collation';
import { asDoc, type Doc, field, type Value } from './document';
import { asNumeric, compareNumbers } from './numbers';
import { canonicalType } from './types';

type Comparator = (a: Value, b: Value, collation: Collation | undefined) => number;

const COMPARATORS = new Map<number, Comparator>([
  [10, compareNumeric],
  [15, (a, b, collation) => compareStrings(textOf(a), textOf(b), collation)],
  [20, (a, b, collation) => compareDocs(asDoc(a) ?? {}, asDoc(b) ?? {}, collation)],
  [25, compareArrays],
  [30, compareBinary],
  [35, (a, b) => (a instanceof ObjectId && b instanceof ObjectId ? Buffer.compare(a.id, b.id) : 0)],
  [40, (a, b) => Number(a) - Number(b)],
  [45, (a, b) => (a instanceof Date && b instanceof Date ? Math.sign(a.getTime() - b.getTime()) : 0)],
  [47, (a, b) => (a instanceof Timestamp && b instanceof Timestamp ? a.compare(b) : 0)],
  [50, (a, b) => compareBinaryText(regexText(a), regexText(b))],
  [60, (a, b) => compareBinaryText(codeText(a), codeText(b))],
  [65, compareScopedCode],
]);

/**
 * The full BSON order: first by bracket ({@link canonicalType}), then by value. Numbers compare across their types
 * without loss; documents field by field in stored order (type, name, value), so key order matters; strings by their
 * UTF-8 bytes or by the collation, also inside documents and arrays.
 */
export function compareValues(a: Value, b: Value, collation?: Collation): number {
  if (a === b) return 0;
  const bracket = canonicalType(a);
  const difference = bracket - canonicalType(b);
  if (difference !== 0) return difference < 0 ? -1 : 1;
  return COMPARATORS.get(bracket)?.(a, b, collation) ?? 0;
}

/** Whether the two are equal in BSON order: 1, 1.0 and Decimal 1 are. */
export function valuesEqual(a: Value, b: Value, collation?: Collation): boolean {
  return compareValues(a, b, collation) === 0;
}

/** Strings by collation when there is one, otherwise by UTF-8 bytes. */
function compareStrings(a: string, b: string, collation?: Collation): number {
  return collation === undefined ? compareBinaryText(a, b) : collation.compare(a, b);
}

function textOf(value: Value): string {
  return value instanceof BSONSymbol ? value.value : String(value);
}

function compareNumeric(a: Value, b: Value): number {
  const left = asNumeric(a);
  const right = asNumeric(b);
  return left === undefined || right === undefined ? 0 : compareNumbers(left, right);
}

function compareDocs(a: Doc, b: Doc, collation: Collation | undefined): number {
  const names = Object.keys(a);
  const others = Object.keys(b);
  const length = Math.min(names.length, others.length);
  for (let index = 0; index < length; index += 1) {
    const name = names[index] ?? '';
    const other = others[index] ?? '';
    const order = compareFields(name, field(a, name), other, field(b, other), collation);
    if (order !== 0) return order;
  }
  return Math.sign(names.length - others.length);
}

function compareFields(name: string, a: Value, other: string, b: Value, collation: Collation | undefined): number {
  const types = canonicalType(a) - canonicalType(b);
  if (types !== 0) return Math.sign(types);
  return name === other ? compareValues(a, b, collation) : compareBinaryText(name, other);
}

function compareArrays(a: Value, b: Value, collation: Collation | undefined): number {
  if (!Array.isArray(a) || !Array.isArray(b)) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareValues(a[index], b[index], collation);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function compareBinary(a: Value, b: Value): number {
  if (!(a instanceof Binary) || !(b instanceof Binary)) return 0;
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

function regexText(value: Value): string {
  if (value instanceof BSONRegExp) return `${value.pattern}\0${value.options}`;
  return value instanceof RegExp ? `${value.source}\0${value.flags}` : '';
}

function codeText(value: Value): string {
  return value instanceof Code ? value.code : '';
}

function compareScopedCode(a: Value, b: Value, collation: Collation | undefined): number {
  const order = compareBinaryText(codeText(a), codeText(b));
  if (order !== 0 || !(a instanceof Code) || !(b instanceof Code)) return order;
  return compareDocs(asDoc(a.scope) ?? {}, asDoc(b.scope) ?? {}, collation);
}
