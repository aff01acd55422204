import { BSONRegExp, Decimal128, Long, ObjectId } from 'bson';
import { badValue } from '../../errors';
import { asNumeric, isDoc, toDouble, type Value, valuesEqual } from '../../values';
import type { Test } from '../context';
import type { FilterEnv } from '../filter-env';
import { regexTest } from './regex';

/** The test behind `$in`: a hash look-up for plain keys, then one by one for the rest; regular expressions match. */
export function membership(list: readonly Value[], env: FilterEnv): Test {
  const { collation } = env.ctx;
  const keys = new Set<string>();
  const tests: Test[] = [];
  for (const item of list) {
    refuseOperator(item);
    const key = collation === undefined ? lookupKey(item) : undefined;
    if (key !== undefined) keys.add(key);
    else if (item instanceof BSONRegExp) tests.push(regexTest(item.pattern, item.options, item));
    else if (item === null || item === undefined) tests.push((value) => value === null || value === undefined);
    else tests.push((value) => valuesEqual(value, item, collation));
  }
  return (value) => {
    if (keys.size > 0) {
      const key = lookupKey(value);
      if (key !== undefined ? keys.has(key) : value instanceof Decimal128 && someNumber(list, value)) return true;
    }
    for (const test of tests) if (test(value)) return true;
    return false;
  };
}

function someNumber(list: readonly Value[], value: Decimal128): boolean {
  return list.some((item) => valuesEqual(item, value));
}

function refuseOperator(item: Value): void {
  if (!isDoc(item)) return;
  const [first = ''] = Object.keys(item);
  if (first.startsWith('$') && !['$ref', '$id', '$db'].includes(first)) {
    throw badValue(`cannot nest $ under $in: ${first}`);
  }
}

/** A text that is the same exactly for equal values; undefined for values that need a comparison. */
function lookupKey(value: Value): string | undefined {
  if (typeof value === 'string') return `s${value}`;
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (typeof value === 'boolean') return `b${value}`;
  if (value instanceof Date) return `d${value.getTime()}`;
  const numeric = asNumeric(value);
  if (numeric === undefined || numeric instanceof Decimal128) return undefined;
  return numeric instanceof Long ? `n${numeric.toString()}` : `n${exactText(toDouble(numeric))}`;
}

function exactText(number: number): string {
  return Number.isInteger(number) ? BigInt(number).toString() : String(number);
}
