import { failedToParse, typeMismatch } from '../../errors';
import { asDoc, type Doc, field, integerOf, isDoc, type Value } from '../../values';
import type { Test } from '../context';
import { compileRegex } from '../operators/regex';
import type { Keyword } from './keyword';

const aboutDocs =
  (test: (doc: Doc) => boolean): Test =>
  (value) => {
    const doc = asDoc(value);
    return doc === undefined || test(doc);
  };

const count =
  (name: string, accepts: (count: number, limit: number) => boolean): Keyword =>
  (operand) => {
    const limit = integerOf(operand);
    if (limit === undefined || limit < 0) {
      throw failedToParse(`$jsonSchema keyword '${name}' must be a non-negative integer`);
    }
    return aboutDocs((doc) => accepts(Object.keys(doc).length, limit));
  };

function requiredNames(operand: Value): string[] {
  if (!Array.isArray(operand)) throw typeMismatch("$jsonSchema keyword 'required' must be an array");
  if (operand.length === 0) throw failedToParse("$jsonSchema keyword 'required' cannot be an empty array");
  return operand.map((name) => {
    if (typeof name !== 'string') throw typeMismatch("$jsonSchema keyword 'required' must be an array of strings");
    return name;
  });
}

function fieldTests(name: string, operand: Value, compile: (schema: Value) => Test): [string, Test][] {
  if (!isDoc(operand)) throw typeMismatch(`$jsonSchema keyword '${name}' must be an object`);
  return Object.keys(operand).map((key) => [key, compile(field(operand, key))]);
}

function additional(operand: Value, compile: (schema: Value) => Test, schema: Doc): Test {
  if (typeof operand !== 'boolean' && !isDoc(operand)) {
    throw typeMismatch("$jsonSchema keyword 'additionalProperties' must be either an object or a boolean");
  }
  const known = new Set(isDoc(schema.properties) ? Object.keys(schema.properties) : []);
  const patterns = isDoc(schema.patternProperties)
    ? Object.keys(schema.patternProperties).map((pattern) => compileRegex(pattern, ''))
    : [];
  const test: Test = typeof operand === 'boolean' ? () => operand : compile(operand);
  const isOther = (name: string) => !known.has(name) && !patterns.some((pattern) => pattern.test(name));
  return aboutDocs((doc) => Object.keys(doc).every((name) => !isOther(name) || test(field(doc, name))));
}

function dependency(operand: Value, compile: (schema: Value) => Test): Test {
  if (!Array.isArray(operand)) return compile(operand);
  const names = requiredNames(operand);
  return aboutDocs((doc) => names.every((name) => Object.hasOwn(doc, name)));
}

/** Keywords about documents. */
export const OBJECT_KEYWORDS: Record<string, Keyword> = {
  required: (operand) => {
    const names = requiredNames(operand);
    return aboutDocs((doc) => names.every((name) => Object.hasOwn(doc, name)));
  },
  properties: (operand, compile) => {
    const tests = fieldTests('properties', operand, compile);
    return aboutDocs((doc) => tests.every(([name, test]) => !Object.hasOwn(doc, name) || test(field(doc, name))));
  },
  patternProperties: (operand, compile) => {
    const tests = fieldTests('patternProperties', operand, compile).map(([pattern, test]): [RegExp, Test] => [
      compileRegex(pattern, ''),
      test,
    ]);
    return aboutDocs((doc) =>
      Object.keys(doc).every((name) => tests.every(([regex, test]) => !regex.test(name) || test(field(doc, name)))),
    );
  },
  additionalProperties: additional,
  minProperties: count('minProperties', (size, limit) => size >= limit),
  maxProperties: count('maxProperties', (size, limit) => size <= limit),
  dependencies: (operand, compile) => {
    if (!isDoc(operand)) throw typeMismatch("$jsonSchema keyword 'dependencies' must be an object");
    const rules = Object.keys(operand).map((name): [string, Test] => [name, dependency(field(operand, name), compile)]);
    return aboutDocs((doc) => rules.every(([name, test]) => !Object.hasOwn(doc, name) || test(doc)));
  },
};
