import { Binary, calculateObjectSize, Int32, Long, Timestamp } from 'bson';
import { failedToParse, location } from '../../errors';
import { asDoc, type Doc, field, isDoc, setField, shallowCopy, typeName, type Value } from '../../values';
import type { ExpressionEnv, ExpressionOperator } from '../scope';
import { isNullish, namedDoc, unary, unaryOrNull, variadic } from './arguments';

function mergeAll(values: readonly Value[]): Value {
  const merged: Doc = {};
  for (const value of values.flatMap((each) => (values.length === 1 && Array.isArray(each) ? each : [each]))) {
    if (isNullish(value)) continue;
    const doc = asDoc(value);
    if (doc === undefined)
      throw location(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const name of Object.keys(doc)) setField(merged, name, field(doc, name));
  }
  return merged;
}

const objectToArray = unaryOrNull((value) => {
  const doc = asDoc(value);
  if (doc === undefined) throw location(40390, `$objectToArray requires an object input, found: ${typeName(value)}`);
  return Object.keys(doc).map((k) => ({ k, v: field(doc, k) }));
});

const arrayToObject = unaryOrNull((value) => {
  if (!Array.isArray(value)) throw location(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const result: Doc = {};
  for (const pair of value) {
    const [key, item] = Array.isArray(pair) ? listPair(pair) : namedPair(pair);
    if (key.includes('\0')) throw location(4940401, 'Key field cannot contain an embedded null byte');
    setField(result, key, item);
  }
  return result;
});

function listPair(pair: readonly Value[]): [string, Value] {
  if (pair.length !== 2)
    throw location(40397, `$arrayToObject requires an array of size 2 arrays,found array of size: ${pair.length}`);
  const [key, value] = pair;
  if (typeof key !== 'string') {
    throw location(
      40395,
      `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${typeName(key)}`,
    );
  }
  return [key, value];
}

function namedPair(pair: Value): [string, Value] {
  if (!isDoc(pair)) throw location(40398, `Unrecognised input type format for $arrayToObject: ${typeName(pair)}`);
  if (Object.keys(pair).length !== 2) {
    throw location(
      40392,
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${Object.keys(pair).length}`,
    );
  }
  if (!Object.hasOwn(pair, 'k') || !Object.hasOwn(pair, 'v')) {
    throw location(40393, `$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys`);
  }
  if (typeof pair.k !== 'string') {
    throw location(
      40394,
      `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(pair.k)}`,
    );
  }
  return [pair.k, pair.v];
}

/** The constant field name of `$getField` and its like: a string or `$literal`. */
function constantName(operand: Value, env: ExpressionEnv, name: string): string {
  const value =
    isDoc(operand) || typeof operand === 'string' ? env.compile(operand)({ root: {}, frame: undefined }) : operand;
  if (typeof value === 'string' && !(typeof operand === 'string' && operand.startsWith('$'))) return value;
  throw location(4161107, `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`);
}

const getField: ExpressionOperator = (operand, env, name) => {
  const options =
    isDoc(operand) && operand.field !== undefined ? namedDoc(operand, name, ['field'], ['input']) : { field: operand };
  const fieldName = env.compile(options.field);
  const input = options.input === undefined ? env.compile('$$CURRENT') : env.compile(options.input);
  return (scope) => {
    const key = fieldName(scope);
    if (typeof key !== 'string')
      throw location(3041704, `$getField requires 'field' to evaluate to type String, but got ${typeName(key)}`);
    const source = input(scope);
    const doc = asDoc(source);
    if (doc !== undefined) return field(doc, key);
    return source === null ? null : undefined;
  };
};

const setFieldIn: ExpressionOperator = (operand, env, name) => {
  const options = namedDoc(operand, name, name === '$unsetField' ? ['field', 'input'] : ['field', 'input', 'value']);
  const key = constantName(options.field, env, name);
  const input = env.compile(options.input);
  const value = name === '$unsetField' ? () => undefined : env.compile(options.value);
  return (scope) => {
    const source = input(scope);
    if (isNullish(source)) return null;
    const doc = asDoc(source);
    if (doc === undefined) throw location(4161105, `${name} requires 'input' to evaluate to type Object`);
    const copy = shallowCopy(doc);
    const result = value(scope);
    if (result === undefined) delete copy[key];
    else setField(copy, key, result);
    return copy;
  };
};

/** Operators on documents and on values as such. */
export const OBJECTS: Record<string, ExpressionOperator> = {
  $mergeObjects: variadic(mergeAll),
  $objectToArray: objectToArray,
  $arrayToObject: arrayToObject,
  $getField: getField,
  $setField: setFieldIn,
  $unsetField: setFieldIn,
  $type: unary(typeName),
  $bsonSize: unaryOrNull((value) => {
    const doc = asDoc(value);
    if (doc === undefined) throw location(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
    return new Int32(calculateObjectSize(doc));
  }),
  $binarySize: unaryOrNull((value) => {
    if (value instanceof Binary) return new Int32(value.length());
    if (typeof value === 'string') return new Int32(Buffer.byteLength(value));
    throw location(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`);
  }),
  $tsSecond: unaryOrNull((value, name) => Long.fromNumber(timestampOf(value, name).t)),
  $tsIncrement: unaryOrNull((value, name) => Long.fromNumber(timestampOf(value, name).i)),
};

function timestampOf(value: Value, name: string): Timestamp {
  if (value instanceof Timestamp) return value;
  throw failedToParse(`Argument to ${name} must be a timestamp, but is ${typeName(value)}`);
}
