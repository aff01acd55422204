import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';
import type { Value } from './document';

/** BSON type numbers by the alias that `$type` and error messages use (https://bsonspec.org/spec.html). */
export const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const TYPE_NAMES = new Map(Object.entries(TYPE_NUMBERS).map(([name, type]) => [type, name]));

const TYPES_BY_PROTOTYPE = new Map<object, number>([
  [Int32.prototype, 16],
  [Double.prototype, 1],
  [Long.prototype, 18],
  [Decimal128.prototype, 19],
  [ObjectId.prototype, 7],
  [Date.prototype, 9],
  [Binary.prototype, 5],
  [UUID.prototype, 5],
  [BSONRegExp.prototype, 11],
  [RegExp.prototype, 11],
  [Timestamp.prototype, 17],
  [Code.prototype, 13],
  [BSONSymbol.prototype, 14],
  [DBRef.prototype, 3],
  [MinKey.prototype, -1],
  [MaxKey.prototype, 127],
]);

/** The bracket of each BSON type in the sort order, by type number. */
const BRACKETS = new Map<number, number>([
  [-1, -1],
  [6, 0],
  [10, 5],
  [1, 10],
  [16, 10],
  [18, 10],
  [19, 10],
  [2, 15],
  [14, 15],
  [3, 20],
  [4, 25],
  [5, 30],
  [7, 35],
  [8, 40],
  [9, 45],
  [17, 47],
  [11, 50],
  [12, 55],
  [13, 60],
  [15, 65],
  [127, 127],
]);

/** The BSON type number; 6 (undefined) for a missing value. */
export function typeNumber(value: Value): number {
  if (typeof value === 'object') return value === null ? 10 : objectType(value);
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 8;
  if (typeof value === 'number') return Number.isInteger(value) && (value | 0) === value ? 16 : 1;
  return typeof value === 'bigint' ? 18 : 6;
}

function objectType(value: object): number {
  if (Array.isArray(value)) return 4;
  const type = TYPES_BY_PROTOTYPE.get(Object.getPrototypeOf(value)) ?? 3;
  return type === 13 && value instanceof Code && value.scope ? 15 : type;
}

/** The type's alias as error messages print it, `missing` for a missing value. */
export function typeName(value: Value): string {
  return value === undefined ? 'missing' : (TYPE_NAMES.get(typeNumber(value)) ?? 'object');
}

/**
 * The bracket the value falls into in BSON order: MinKey -1, missing 0, null 5, numbers 10, strings 15, documents 20,
 * arrays 25, binary 30, ObjectId 35, booleans 40, dates 45, timestamps 47, regular expressions 50, code 60, MaxKey 127.
 */
export function canonicalType(value: Value): number {
  if (typeof value === 'string') return 15;
  return BRACKETS.get(typeNumber(value)) ?? 20;
}
