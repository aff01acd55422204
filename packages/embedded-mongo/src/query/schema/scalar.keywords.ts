import { badValue, failedToParse, typeMismatch } from '../../errors';
import { compareValues, integerOf, isNumeric, numberOf, typeNumber, type Value, valuesEqual } from '../../values';
import { typeSet } from '../operators/element';
import { compileRegex } from '../operators/regex';
import type { Keyword } from './keyword';

const JSON_TYPES = new Set(['object', 'array', 'number', 'boolean', 'string', 'null']);

function typeTest(name: string, operand: Value, toBson: (alias: Value) => Value) {
  if (typeof operand !== 'string' && !Array.isArray(operand)) {
    throw typeMismatch(`$jsonSchema keyword '${name}' must be either a string or an array of strings`);
  }
  const types = typeSet(Array.isArray(operand) ? operand.map(toBson) : toBson(operand));
  return (value: Value) => types.has(typeNumber(value));
}

function jsonAlias(alias: Value): Value {
  if (typeof alias !== 'string' || !JSON_TYPES.has(alias)) {
    throw alias === 'integer'
      ? failedToParse("$jsonSchema type 'integer' is not currently supported.")
      : badValue(`Unknown type name alias: ${String(alias)}`);
  }
  return alias === 'boolean' ? 'bool' : alias;
}

function limit(name: string, operand: Value): number {
  const number = integerOf(operand);
  if (!isNumeric(operand)) throw typeMismatch(`$jsonSchema keyword '${name}' must be a number`);
  if (number === undefined || number < 0) {
    throw failedToParse(`$jsonSchema keyword '${name}' must be a non-negative integer`);
  }
  return number;
}

const length =
  (name: string, accepts: (length: number, limit: number) => boolean): Keyword =>
  (operand) => {
    const bound = limit(name, operand);
    return (value) => typeof value !== 'string' || accepts([...value].length, bound);
  };

const bound =
  (name: string, exclusive: string, accepts: (order: number, isExclusive: boolean) => boolean): Keyword =>
  (operand, _compile, schema) => {
    if (!isNumeric(operand)) throw typeMismatch(`$jsonSchema keyword '${name}' must be a number`);
    const isExclusive = schema[exclusive] === true;
    return (value) => !isNumeric(value) || accepts(compareValues(value, operand), isExclusive);
  };

const flagFor =
  (name: string, partner: string): Keyword =>
  (operand, _compile, schema) => {
    if (typeof operand !== 'boolean') throw typeMismatch(`$jsonSchema keyword '${name}' must be a boolean`);
    if (schema[partner] === undefined) {
      throw failedToParse(`$jsonSchema keyword '${partner}' must be a present if ${name} is present`);
    }
    return () => true;
  };

/** Keywords about type and scalar values. */
export const SCALAR_KEYWORDS: Record<string, Keyword> = {
  bsonType: (operand) => typeTest('bsonType', operand, (alias) => alias),
  type: (operand) => typeTest('type', operand, jsonAlias),
  enum: (operand) => {
    if (!Array.isArray(operand)) throw typeMismatch("$jsonSchema keyword 'enum' must be an array");
    return (value) => operand.some((item) => valuesEqual(item, value));
  },
  minimum: bound('minimum', 'exclusiveMinimum', (order, isExclusive) => (isExclusive ? order > 0 : order >= 0)),
  maximum: bound('maximum', 'exclusiveMaximum', (order, isExclusive) => (isExclusive ? order < 0 : order <= 0)),
  exclusiveMinimum: flagFor('exclusiveMinimum', 'minimum'),
  exclusiveMaximum: flagFor('exclusiveMaximum', 'maximum'),
  multipleOf: (operand) => {
    const divisor = numberOf(operand);
    if (!(divisor > 0)) throw failedToParse("$jsonSchema keyword 'multipleOf' must have a positive value");
    return (value) => !isNumeric(value) || numberOf(value) % divisor === 0;
  },
  minLength: length('minLength', (size, bound) => size >= bound),
  maxLength: length('maxLength', (size, bound) => size <= bound),
  pattern: (operand) => {
    if (typeof operand !== 'string') throw typeMismatch("$jsonSchema keyword 'pattern' must be a string");
    const regex = compileRegex(operand, '');
    return (value) => typeof value !== 'string' || regex.test(value);
  },
};
