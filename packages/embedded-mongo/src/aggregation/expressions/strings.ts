import { BSONSymbol, Code, Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { location } from '../../errors';
import { asNumeric, compareValues, integerOf, isNumeric, numberOf, typeName, type Value } from '../../values';
import type { ExpressionOperator } from '../scope';
import { binary, isNullish, named, ranged, unary, variadic } from './arguments';

/** The text MongoDB coerces a value to in string operators; null and missing give the empty string. */
function coerceToString(value: Value): string {
  if (typeof value === 'string') return value;
  if (isNullish(value)) return '';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof BSONSymbol) return value.value;
  if (value instanceof Code) return value.code;
  if (value instanceof Timestamp) return `Timestamp(${value.t}, ${value.i})`;
  if (asNumeric(value) !== undefined) return numberText(value);
  throw location(16007, `can't convert from BSON type ${typeName(value)} to String`);
}

/** A number as `$toString` writes it. */
export function numberText(value: Value): string {
  if (value instanceof Decimal128 || value instanceof Long) return value.toString();
  const number = value instanceof Int32 || value instanceof Double ? value.value : numberOf(value);
  return Number.isFinite(number) || Number.isNaN(number) ? String(number) : number > 0 ? 'Infinity' : '-Infinity';
}

function requireString(value: Value, complaint: string, code: number): string {
  if (typeof value === 'string') return value;
  throw location(code, `${complaint}, found: ${typeName(value)}`);
}

const concat = variadic((values) => {
  let text = '';
  for (const value of values) {
    if (isNullish(value)) return null;
    if (typeof value !== 'string') throw location(16702, `$concat only supports strings, not ${typeName(value)}`);
    text += value;
  }
  return text;
});

const substrBytes = ranged(3, 3, ([value, from, count], name) => {
  const bytes = Buffer.from(coerceToString(value));
  const start = numericArgument(from, name, 16034);
  const length = numericArgument(count, name, 16035);
  if (start < 0) throw location(50752, `${name}: starting index must be non-negative (got: ${start})`);
  const stop = length < 0 ? bytes.length : Math.min(bytes.length, start + length);
  if (isContinuation(bytes[start]) || isContinuation(bytes[stop])) {
    throw location(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`);
  }
  return bytes.subarray(start, stop).toString();
});

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function numericArgument(value: Value, name: string, code: number): number {
  if (!isNumeric(value))
    throw location(code, `${name}: starting index must be a numeric type (is BSON type ${typeName(value)})`);
  return Math.trunc(numberOf(value));
}

const substrCodePoints = ranged(3, 3, ([value, from, count], name) => {
  const characters = [...coerceToString(value)];
  const start = numericArgument(from, name, 34450);
  const length = numericArgument(count, name, 34452);
  if (start < 0) throw location(34455, `${name}: the starting index must be a non-negative integer.`);
  if (length < 0) throw location(34454, `${name}: length must be a nonnegative integer.`);
  return characters.slice(start, start + length).join('');
});

const split = binary((value, separator) => {
  if (isNullish(value) || isNullish(separator)) return null;
  const text = requireString(
    value,
    '$split requires an expression that evaluates to a string as a first argument',
    40085,
  );
  const by = requireString(
    separator,
    '$split requires an expression that evaluates to a string as a second argument',
    40086,
  );
  if (by === '') throw location(40087, '$split requires a non-empty separator');
  return text.split(by);
});

const WHITESPACE = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

const trim = (start: boolean, stop: boolean): ExpressionOperator =>
  named(['input'], ['chars'], ({ input, chars }, name) => {
    if (isNullish(input) || chars === null) return null;
    const text = [...requireString(input, `${name} requires its input to be a string`, 50699)];
    const drop = new Set(
      chars === undefined ? WHITESPACE : requireString(chars, `${name} requires 'chars' to be a string`, 50700),
    );
    let from = 0;
    let to = text.length;
    while (start && from < to && drop.has(text[from] ?? '')) from += 1;
    while (stop && to > from && drop.has(text[to - 1] ?? '')) to -= 1;
    return text.slice(from, to).join('');
  });

const indexOf = (measure: (text: string) => readonly unknown[] | Buffer): ExpressionOperator =>
  ranged(2, 4, ([value, part, from, to], name) => {
    if (isNullish(value)) return null;
    const text = requireString(value, `${name} requires a string as the first argument`, 40091);
    const needle = requireString(part, `${name} requires a string as the second argument`, 40092);
    const length = measure(text).length;
    const start = from === undefined ? 0 : indexBound(from, name);
    const stop = to === undefined ? length : Math.min(length, indexBound(to, name));
    return new Int32(find(text, needle, start, stop, measure));
  });

function indexBound(value: Value, name: string): number {
  const index = integerOf(value);
  if (index === undefined)
    throw location(40096, `${name} requires an integral starting index, found a value of type: ${typeName(value)}`);
  if (index < 0) throw location(40097, `${name} requires a nonnegative starting index, found: ${index}`);
  return index;
}

function find(
  text: string,
  needle: string,
  start: number,
  stop: number,
  measure: (text: string) => readonly unknown[] | Buffer,
): number {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const position = measure(text.slice(0, at)).length;
    if (position + measure(needle).length > stop) return -1;
    if (position >= start) return position;
    if (at >= text.length) return -1;
  }
  return -1;
}

const replace = (all: boolean): ExpressionOperator =>
  named(['input', 'find', 'replacement'], [], ({ input, find: part, replacement }, name) => {
    for (const [argument, value] of Object.entries({ input, find: part, replacement })) {
      if (!isNullish(value) && typeof value !== 'string') {
        throw location(51746, `${name} requires that '${argument}' be a string, found: ${typeName(value)}`);
      }
    }
    if (typeof input !== 'string' || typeof part !== 'string' || typeof replacement !== 'string') return null;
    return all ? input.split(part).join(replacement) : input.replace(part, () => replacement);
  });

/** String operators. */
export const STRINGS: Record<string, ExpressionOperator> = {
  $concat: concat,
  $substr: substrBytes,
  $substrBytes: substrBytes,
  $substrCP: substrCodePoints,
  $toLower: unary((value) => coerceToString(value).toLowerCase()),
  $toUpper: unary((value) => coerceToString(value).toUpperCase()),
  $strLenBytes: unary(
    (value) => new Int32(Buffer.byteLength(requireString(value, '$strLenBytes requires a string argument', 34473))),
  ),
  $strLenCP: unary(
    (value) => new Int32([...requireString(value, '$strLenCP requires a string argument', 34471)].length),
  ),
  $strcasecmp: binary(
    (left, right) => new Int32(compareValues(coerceToString(left).toUpperCase(), coerceToString(right).toUpperCase())),
  ),
  $split: split,
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $indexOfCP: indexOf((text) => [...text]),
  $indexOfBytes: indexOf((text) => Buffer.from(text)),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
};
