import { BSONRegExp } from 'bson';
import { badValue } from '../../errors';
import { asDoc, isDoc, type Value } from '../../values';
import { type Clause, every, someValue } from '../clause';
import type { Test } from '../context';
import type { FilterEnv } from '../filter-env';
import { equalTo } from './comparison';
import { regexTest } from './regex';

const LOGICAL = new Set(['$and', '$or', '$nor', '$expr', '$where', '$jsonSchema', '$comment']);

/** `$elemMatch`: one element meets all conditions, given as operators on the element or as a filter on its fields. */
export function elemMatch(operand: Value, env: FilterEnv): Clause {
  const element = elementTest(operand, env);
  const { record } = env;
  return someValue(
    (value) => {
      if (!Array.isArray(value)) return false;
      const index = value.findIndex(element);
      if (index >= 0) record.index = index;
      return index >= 0;
    },
    record,
    'whole',
  );
}

/** The test `$elemMatch` puts to each element. */
export function elementTest(operand: Value, env: FilterEnv): Test {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
  const [first = ''] = Object.keys(operand);
  if (first.startsWith('$') && !LOGICAL.has(first)) return env.parseConditions(operand).onElement;
  const predicate = env.parseFilter(operand);
  return (value) => {
    if (Array.isArray(value)) return predicate(Object.fromEntries(value.entries()));
    const doc = asDoc(value);
    return doc !== undefined && predicate(doc);
  };
}

/** `$all`: every listed value is there; a list of `$elemMatch` conditions is allowed. */
export function all(operand: Value, env: FilterEnv): Clause {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return someValue(() => false, env.record);
  return every(operand.map((item) => requirement(item, env)));
}

function requirement(item: Value, env: FilterEnv): Clause {
  if (item instanceof BSONRegExp) return someValue(regexTest(item.pattern, item.options, item), env.record);
  const operator = isDoc(item) ? (Object.keys(item)[0] ?? '') : '';
  if (isDoc(item) && operator === '$elemMatch') return elemMatch(item.$elemMatch, env);
  if (operator.startsWith('$') && operator !== '$ref' && operator !== '$id') throw badValue('no $ expressions in $all');
  return equalTo(item, env);
}
