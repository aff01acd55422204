import { BSONRegExp } from 'bson';
import { badValue, failedToParse, typeMismatch } from '../../errors';
import type { QueryContext } from '../../query/context';
import { filterEnv } from '../../query/filter';
import { elementTest } from '../../query/operators/array';
import { regexTest } from '../../query/operators/regex';
import { fieldText, integerOf, isDoc, isNumeric, typeName, type Value, valuesEqual } from '../../values';
import { type Change, UNCHANGED, type UpdateOperator } from '../modification';
import { compilePush } from './push';

function compileAddToSet(operand: Value, _path: string, ctx: QueryContext): Change {
  const each = isDoc(operand) && Object.keys(operand)[0] === '$each' ? eachOf(operand.$each) : [operand];
  return (current, target) => {
    if (current !== undefined && !Array.isArray(current)) {
      throw badValue(
        `Cannot apply $addToSet to non-array field. Field named '${target.name}' has non-array type ${typeName(current)}`,
      );
    }
    const elements: Value[] = current === undefined ? [] : [...current];
    for (const item of each) {
      if (!elements.some((element) => valuesEqual(element, item, ctx.collation))) elements.push(item);
    }
    return elements;
  };
}

function eachOf(each: Value): readonly Value[] {
  if (Array.isArray(each)) return each;
  throw typeMismatch(`The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`);
}

function pulling(drops: (element: Value) => boolean): Change {
  return (current) => {
    if (current === undefined) return UNCHANGED;
    if (!Array.isArray(current)) throw badValue('Cannot apply $pull to a non-array value');
    const kept = current.filter((element) => !drops(element));
    return kept.length === current.length ? UNCHANGED : kept;
  };
}

/** `{$pull: {a: {b: 1}}}` filters elements that are documents; `{$pull: {a: {$gt: 1}}}` tests the elements themselves. */
function compilePull(operand: Value, _path: string, ctx: QueryContext): Change {
  if (operand instanceof BSONRegExp) return pulling(regexTest(operand.pattern, operand.options, operand));
  if (!isDoc(operand)) return pulling((element) => valuesEqual(element, operand, ctx.collation));
  const test = elementTest(operand, filterEnv(ctx));
  const testsElements = (Object.keys(operand)[0] ?? '').startsWith('$');
  return pulling((element) => (testsElements || !Array.isArray(element)) && test(element));
}

function compilePullAll(operand: Value, _path: string, ctx: QueryContext): Change {
  if (!Array.isArray(operand)) {
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  }
  return pulling((element) => operand.some((item) => valuesEqual(item, element, ctx.collation)));
}

function compilePop(operand: Value, path: string): Change {
  const end = isNumeric(operand) ? integerOf(operand) : undefined;
  if (!isNumeric(operand)) throw failedToParse(`Expected a number in: ${fieldText(path, operand)}`);
  if (end !== 1 && end !== -1)
    throw failedToParse(`$pop expects 1 or -1, found: ${fieldText(path, operand).slice(path.length + 2)}`);
  return (current, target) => {
    if (current === undefined) return UNCHANGED;
    if (!Array.isArray(current)) {
      throw typeMismatch(`Path '${target.path}' contains an element of non-array type '${typeName(current)}'`);
    }
    if (current.length === 0) return UNCHANGED;
    return end === 1 ? current.slice(0, -1) : current.slice(1);
  };
}

/** Operators on arrays. */
export const ARRAY_OPERATORS: Record<string, UpdateOperator> = {
  $push: { compile: compilePush, creates: true },
  $addToSet: { compile: compileAddToSet, creates: true },
  $pull: { compile: compilePull, creates: false },
  $pullAll: { compile: compilePullAll, creates: false },
  $pop: { compile: compilePop, creates: false },
};
