import { Int32 } from 'bson';
import { location } from '../../errors';
import { asNumeric, integerOf, isNumeric, typeName, type Value, valuesEqual, valueText } from '../../values';
import type { ExpressionOperator } from '../scope';
import { binary, binaryOrNull, isNullish, named, ranged, unary, unaryOrNull, variadic } from './arguments';

function elementAt(value: Value, position: Value): Value {
  if (!Array.isArray(value))
    throw location(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(value)}`);
  if (!isNumeric(position))
    throw location(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeName(position)}`);
  const index = integerOf(position);
  if (index === undefined)
    throw location(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${valueText(position)}`,
    );
  return value.at(index);
}

const end = (index: 0 | -1): ExpressionOperator =>
  unary((value, name) => {
    if (isNullish(value)) return null;
    if (!Array.isArray(value)) throw location(28689, `${name}'s argument must be an array, but is ${typeName(value)}`);
    return value.at(index);
  });

const concatArrays = variadic((values) => {
  const joined: Value[] = [];
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!Array.isArray(value)) throw location(28664, `$concatArrays only supports arrays, not ${typeName(value)}`);
    for (const element of value) joined.push(element);
  }
  return joined;
});

const slice = ranged(2, 3, (values) => {
  const [value, first, second] = values;
  if (isNullish(value) || isNullish(first) || second === null) return null;
  if (!Array.isArray(value))
    throw location(28724, `First argument to $slice must be an array, but is of type: ${typeName(value)}`);
  const from = sliceNumber(first, 'Second', 28725);
  if (values.length === 2) return from < 0 ? value.slice(from) : value.slice(0, from);
  const count = sliceNumber(second, 'Third', 28727);
  if (count <= 0) throw location(28729, `Third argument to $slice must be positive: ${count}`);
  const start = from < 0 ? Math.max(0, value.length + from) : from;
  return value.slice(start, start + count);
});

function sliceNumber(value: Value, which: string, code: number): number {
  if (!isNumeric(value))
    throw location(code, `${which} argument to $slice must be numeric, but is of type: ${typeName(value)}`);
  const number = integerOf(value);
  if (number === undefined)
    throw location(
      code + 1,
      `${which} argument to $slice can't be represented as a 32-bit integer: ${valueText(value)}`,
    );
  return number;
}

const indexOfArray = ranged(2, 4, ([value, item, from, to], _name, { ctx }) => {
  if (isNullish(value)) return null;
  if (!Array.isArray(value))
    throw location(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(value)}`);
  const start = bound(from, 0);
  const stop = Math.min(bound(to, value.length), value.length);
  for (let at = start; at < stop; at += 1) if (valuesEqual(value[at], item, ctx.collation)) return new Int32(at);
  return new Int32(-1);
});

function bound(value: Value, fallback: number): number {
  if (value === undefined) return fallback;
  const number = integerOf(value);
  if (number === undefined)
    throw location(
      40096,
      `$indexOfArray requires an integral starting index, found a value of type: ${typeName(value)}, with value: ${valueText(value)}`,
    );
  if (number < 0) throw location(40097, `$indexOfArray requires a nonnegative starting index, found: ${number}`);
  return number;
}

const range = ranged(2, 3, ([from, to, by], _name, { ctx }) => {
  const start = rangeNumber(from, 'starting', 34443);
  const stop = rangeNumber(to, 'ending', 34445);
  const step = by === undefined ? 1 : rangeNumber(by, 'step', 34447);
  if (step === 0) throw location(34449, '$range requires a non-zero step value');
  const values: Int32[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) {
    ctx.tick();
    values.push(new Int32(at));
  }
  return values;
});

function rangeNumber(value: Value, which: string, code: number): number {
  if (!isNumeric(value))
    throw location(code, `$range requires a numeric ${which} value, found value of type: ${typeName(value)}`);
  const number = integerOf(value);
  if (number === undefined)
    throw location(
      code + 1,
      `$range requires a ${which} value that can be represented as a 32-bit integer, found value: ${valueText(value)}`,
    );
  return number;
}

const zip = named(['inputs'], ['useLongestLength', 'defaults'], ({ inputs, useLongestLength, defaults }) => {
  if (!Array.isArray(inputs))
    throw location(34461, `inputs must be an array of expressions, found ${typeName(inputs)}`);
  if (inputs.some(isNullish)) return null;
  if (!inputs.every((input) => Array.isArray(input))) {
    throw location(34468, '$zip found a non-array expression in input');
  }
  const lengths = inputs.map((input) => (Array.isArray(input) ? input.length : 0));
  const length = useLongestLength === true ? Math.max(...lengths) : Math.min(...lengths);
  const fillers = Array.isArray(defaults) ? defaults : [];
  return Array.from({ length }, (_, row) =>
    inputs.map((input, column) => {
      const element = Array.isArray(input) && row < input.length ? input[row] : fillers[column];
      return element ?? null;
    }),
  );
});

/** Operators on arrays that take values, not expressions, for their elements. */
export const ARRAYS: Record<string, ExpressionOperator> = {
  $arrayElemAt: binaryOrNull(elementAt),
  $first: end(0),
  $last: end(-1),
  $concatArrays: concatArrays,
  $slice: slice,
  $size: unary((value) => {
    if (!Array.isArray(value))
      throw location(17124, `The argument to $size must be an array, but was of type: ${typeName(value)}`);
    return new Int32(value.length);
  }),
  $isArray: unary((value) => Array.isArray(value)),
  $in: binary((item, list, _name, { ctx }) => {
    if (!Array.isArray(list))
      throw location(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
    return list.some((element) => valuesEqual(element, item, ctx.collation));
  }),
  $indexOfArray: indexOfArray,
  $range: range,
  $reverseArray: unaryOrNull((value) => {
    if (!Array.isArray(value))
      throw location(34435, `The argument to $reverseArray must be an array, but was of type: ${typeName(value)}`);
    return [...value].reverse();
  }),
  $zip: zip,
  $isNumber: unary((value) => asNumeric(value) !== undefined),
};
