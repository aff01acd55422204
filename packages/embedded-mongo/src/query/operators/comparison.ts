import { Double, Int32, MaxKey, MinKey } from 'bson';
import { badValue } from '../../errors';
import { canonicalType, compareValues, isNumeric, numberOf, type Value, valuesEqual } from '../../values';
import { type Clause, not, someValue } from '../clause';
import type { Test } from '../context';
import type { FilterEnv } from '../filter-env';
import { membership } from './membership';

type Order = '$gt' | '$gte' | '$lt' | '$lte';

const ACCEPTS: Record<Order, (order: number) => boolean> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

/** `$eq`: equal in BSON order under the collation; null also equals missing. */
export function equalTo(operand: Value, env: FilterEnv): Clause {
  return someValue(equalityTest(operand, env), env.record);
}

/** The test behind `$eq`. */
function equalityTest(operand: Value, { ctx: { collation } }: FilterEnv): Test {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' && collation === undefined) return (value) => value === operand;
  if (operand instanceof Int32) {
    const number = operand.value;
    return (value) => (value instanceof Int32 ? value.value === number : valuesEqual(value, operand));
  }
  return (value) => valuesEqual(value, operand, collation);
}

/** `$gt`, `$gte`, `$lt`, `$lte`: only values in the operand's own type bracket are compared. */
const ordered =
  (operator: Order) =>
  (operand: Value, env: FilterEnv): Clause =>
    someValue(orderTest(operator, operand, env), env.record);

function orderTest(operator: Order, operand: Value, env: FilterEnv): Test {
  const accepts = ACCEPTS[operator];
  const { collation } = env.ctx;
  if (operand === null || operand === undefined) return accepts(0) ? equalityTest(null, env) : () => false;
  if (operand instanceof MinKey || operand instanceof MaxKey) {
    return (value) => value !== undefined && accepts(compareValues(value, operand));
  }
  if (isNumeric(operand)) return numberTest(accepts, operand);
  const bracket = canonicalType(operand);
  return (value) => canonicalType(value) === bracket && accepts(compareValues(value, operand, collation));
}

function numberTest(accepts: (order: number) => boolean, operand: Value): Test {
  const number = numberOf(operand);
  if (Number.isNaN(number)) return (value) => accepts(0) && isNumeric(value) && Number.isNaN(numberOf(value));
  return (value) => {
    if (value instanceof Int32 && operand instanceof Int32) return accepts(value.value - number);
    if (value instanceof Double && Number.isNaN(value.value)) return false;
    return isNumeric(value) && !Number.isNaN(numberOf(value)) && accepts(compareValues(value, operand));
  };
}

function inList(operand: Value, env: FilterEnv, operator: string): Clause {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  return someValue(membership(operand, env), env.record);
}

/** The comparison operators of queries. */
export const COMPARISON = {
  $eq: equalTo,
  $ne: (operand: Value, env: FilterEnv) => not(equalTo(operand, env), env.record),
  $gt: ordered('$gt'),
  $gte: ordered('$gte'),
  $lt: ordered('$lt'),
  $lte: ordered('$lte'),
  $in: (operand: Value, env: FilterEnv) => inList(operand, env, '$in'),
  $nin: (operand: Value, env: FilterEnv) => not(inList(operand, env, '$nin'), env.record),
};
