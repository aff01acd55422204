import { location } from '../../errors';
import { compareValues, hashKey, typeName, type Value } from '../../values';
import type { ExpressionEnv, ExpressionOperator } from '../scope';
import { binary, isNullish, unary, variadic } from './arguments';
import { holds } from './logic';

function setOf(value: Value, env: ExpressionEnv): Map<string, Value> {
  const set = new Map<string, Value>();
  if (!Array.isArray(value)) return set;
  for (const element of value) {
    const key = hashKey(element, env.ctx.collation);
    if (!set.has(key)) set.set(key, element);
  }
  return set;
}

function requireArray(value: Value, name: string, code: number): void {
  if (!Array.isArray(value))
    throw location(code, `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`);
}

function sorted(set: Map<string, Value>, env: ExpressionEnv): Value[] {
  return [...set.values()].sort((a, b) => compareValues(a, b, env.ctx.collation));
}

const union = variadic((values, name, env) => {
  if (values.some(isNullish)) return null;
  const all = new Map<string, Value>();
  for (const value of values) {
    requireArray(value, name, 17043);
    for (const [key, element] of setOf(value, env)) if (!all.has(key)) all.set(key, element);
  }
  return sorted(all, env);
});

const intersection = variadic((values, name, env) => {
  if (values.some(isNullish)) return null;
  for (const value of values) requireArray(value, name, 17047);
  const [first, ...others] = values.map((value) => setOf(value, env));
  const common = new Map([...(first ?? [])].filter(([key]) => others.every((other) => other.has(key))));
  return sorted(common, env);
});

const difference = binary((left, right, name, env) => {
  if (isNullish(left) || isNullish(right)) return null;
  requireArray(left, name, 17048);
  requireArray(right, name, 17049);
  const dropped = setOf(right, env);
  return [...setOf(left, env)].filter(([key]) => !dropped.has(key)).map(([, element]) => element);
});

const isSubset = binary((left, right, name, env) => {
  requireArray(left, name, 17046);
  requireArray(right, name, 17042);
  const whole = setOf(right, env);
  return [...setOf(left, env).keys()].every((key) => whole.has(key));
});

const equals = variadic((values, name, env) => {
  if (values.length < 2) throw location(17045, `$setEquals needs at least two arguments had: ${values.length}`);
  for (const value of values) requireArray(value, name, 17044);
  const [first = new Map<string, Value>(), ...others] = values.map((value) => setOf(value, env));
  return others.every((other) => other.size === first.size && [...other.keys()].every((key) => first.has(key)));
});

/** Operators that take arrays as sets; results are sorted where MongoDB leaves the order open. */
export const SETS: Record<string, ExpressionOperator> = {
  $setUnion: union,
  $setIntersection: intersection,
  $setDifference: difference,
  $setIsSubset: isSubset,
  $setEquals: equals,
  $anyElementTrue: unary((value) => {
    if (!Array.isArray(value))
      throw location(17041, `$anyElementTrue's argument must be an array, but is ${typeName(value)}`);
    return value.some(holds);
  }),
  $allElementsTrue: unary((value) => {
    if (!Array.isArray(value))
      throw location(17040, `$allElementsTrue's argument must be an array, but is ${typeName(value)}`);
    return value.every(holds);
  }),
};
