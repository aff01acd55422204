import { failedToParse, typeMismatch } from '../../errors';
import { integerOf, isDoc, type Value, valuesEqual } from '../../values';
import type { Test } from '../context';
import type { Keyword } from './keyword';

const aboutArrays =
  (test: (elements: readonly Value[]) => boolean): Test =>
  (value) =>
    !Array.isArray(value) || test(value);

const count =
  (name: string, accepts: (count: number, limit: number) => boolean): Keyword =>
  (operand) => {
    const limit = integerOf(operand);
    if (limit === undefined || limit < 0) {
      throw failedToParse(`$jsonSchema keyword '${name}' must be a non-negative integer`);
    }
    return aboutArrays((elements) => accepts(elements.length, limit));
  };

/** Keywords about arrays. */
export const ARRAY_KEYWORDS: Record<string, Keyword> = {
  minItems: count('minItems', (size, limit) => size >= limit),
  maxItems: count('maxItems', (size, limit) => size <= limit),
  uniqueItems: (operand) => {
    if (typeof operand !== 'boolean') throw typeMismatch("$jsonSchema keyword 'uniqueItems' must be a boolean");
    return aboutArrays(
      (elements) =>
        !operand ||
        elements.every((element, at) => !elements.slice(0, at).some((other) => valuesEqual(other, element))),
    );
  },
  items: (operand, compile) => {
    if (Array.isArray(operand)) {
      const tests = operand.map(compile);
      return aboutArrays((elements) => elements.every((element, at) => tests[at]?.(element) ?? true));
    }
    const test = compile(operand);
    return aboutArrays((elements) => elements.every(test));
  },
  additionalItems: (operand, compile, schema) => {
    if (typeof operand !== 'boolean' && !isDoc(operand)) {
      throw typeMismatch("$jsonSchema keyword 'additionalItems' must be either an object or a boolean");
    }
    const from = Array.isArray(schema.items) ? schema.items.length : Number.POSITIVE_INFINITY;
    const test: Test = typeof operand === 'boolean' ? () => operand : compile(operand);
    return aboutArrays((elements) => elements.every((element, at) => at < from || test(element)));
  },
};
