import { failedToParse, typeMismatch } from '../../errors';
import { type Doc, docText, field, isDoc, typeName, type Value } from '../../values';
import type { Predicate, Test } from '../context';
import { ARRAY_KEYWORDS } from './array.keywords';
import type { Keyword } from './keyword';
import { OBJECT_KEYWORDS } from './object.keywords';
import { SCALAR_KEYWORDS } from './scalar.keywords';

const UNSUPPORTED = new Set(['$ref', '$schema', 'default', 'definitions', 'format', 'id']);

/**
 * Compiles `$jsonSchema` (draft 4 with `bsonType`, https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/).
 * @throws 9 for a keyword MongoDB does not know or support, 14 when a keyword has a wrong type
 */
export function compileSchema(schema: Value): Predicate {
  if (!isDoc(schema)) throw typeMismatch('$jsonSchema must be an object');
  return compile(schema);
}

function compile(schema: Value): Test {
  if (!isDoc(schema)) throw typeMismatch(`$jsonSchema must be an object, found ${typeName(schema)}`);
  const tests = Object.keys(schema).map((name) => keyword(name)(field(schema, name), compile, schema));
  return (value) => tests.every((test) => test(value));
}

function keyword(name: string): Keyword {
  const found = KEYWORDS.get(name);
  if (found !== undefined) return found;
  throw UNSUPPORTED.has(name)
    ? failedToParse(`$jsonSchema keyword '${name}' is not currently supported`)
    : failedToParse(`Unknown $jsonSchema keyword: ${name}`);
}

const LOGICAL_KEYWORDS: Record<string, Keyword> = {
  allOf: (operand, make) => {
    const tests = schemas('allOf', operand).map(make);
    return (value) => tests.every((test) => test(value));
  },
  anyOf: (operand, make) => {
    const tests = schemas('anyOf', operand).map(make);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (operand, make) => {
    const tests = schemas('oneOf', operand).map(make);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: (operand, make) => {
    const test = make(operand);
    return (value) => !test(value);
  },
  title: () => () => true,
  description: () => () => true,
};

function schemas(name: string, operand: Value): Doc[] {
  if (!Array.isArray(operand)) throw typeMismatch(`$jsonSchema keyword '${name}' must be an array`);
  if (operand.length === 0) throw failedToParse(`$jsonSchema keyword '${name}' must be a non-empty array`);
  return operand.map((item) => {
    if (!isDoc(item))
      throw typeMismatch(`$jsonSchema keyword '${name}' must be an array of objects: ${docText({ item })}`);
    return item;
  });
}

const KEYWORDS = new Map<string, Keyword>(
  Object.entries({ ...LOGICAL_KEYWORDS, ...SCALAR_KEYWORDS, ...OBJECT_KEYWORDS, ...ARRAY_KEYWORDS }),
);
