import { location } from '../../errors';
import { compileSort } from '../../query/sort';
import { asDoc, compareValues, integerOf, isDoc, isNumeric, typeName, type Value } from '../../values';
import { bind, type ExpressionOperator } from '../scope';
import { compileNamed, isNullish, namedDoc } from './arguments';
import { holds } from './logic';
import { requireVariableName } from './variables';

function elementsOf(value: Value, name: string, code: number): readonly Value[] | null {
  if (isNullish(value)) return null;
  if (!Array.isArray(value)) throw location(code, `input to ${name} must be an array not ${typeName(value)}`);
  return value;
}

function variableName(value: Value, name: string): string {
  if (value === undefined) return 'this';
  if (typeof value !== 'string') throw location(16866, `${name}'s 'as' must be a string`);
  requireVariableName(value);
  return value;
}

const map: ExpressionOperator = (operand, env, name) => {
  const options = namedDoc(operand, name, ['input', 'in'], ['as']);
  const as = variableName(options.as, name);
  const input = env.compile(options.input);
  const body = env.declare([as]).compile(options.in);
  return (scope) => {
    const elements = elementsOf(input(scope), name, 16883);
    if (elements === null) return null;
    return elements.map((element) => {
      env.ctx.tick();
      return body(bind(scope, as, element)) ?? null;
    });
  };
};

const filter: ExpressionOperator = (operand, env, name) => {
  const options = namedDoc(operand, name, ['input', 'cond'], ['as', 'limit']);
  const as = variableName(options.as, name);
  const input = env.compile(options.input);
  const test = env.declare([as]).compile(options.cond);
  const limit = options.limit === undefined ? undefined : env.compile(options.limit);
  return (scope) => {
    const elements = elementsOf(input(scope), name, 28651);
    if (elements === null) return null;
    const most = filterLimit(limit?.(scope));
    const kept: Value[] = [];
    for (const element of elements) {
      env.ctx.tick();
      if (kept.length >= most) break;
      if (holds(test(bind(scope, as, element)))) kept.push(element);
    }
    return kept;
  };
};

function filterLimit(value: Value): number {
  if (isNullish(value)) return Number.POSITIVE_INFINITY;
  const limit = integerOf(value);
  if (limit === undefined) throw location(327391, '$filter: limit must be represented as a 32-bit integral value');
  if (limit < 1) throw location(327392, `$filter: limit must be greater than 0: ${limit}`);
  return limit;
}

const reduce: ExpressionOperator = (operand, env, name) => {
  const options = namedDoc(operand, name, ['input', 'initialValue', 'in']);
  const input = env.compile(options.input);
  const initial = env.compile(options.initialValue);
  const body = env.declare(['this', 'value']).compile(options.in);
  return (scope) => {
    const elements = elementsOf(input(scope), name, 40080);
    if (elements === null) return null;
    return elements.reduce<Value>((value, element) => {
      env.ctx.tick();
      return body(bind(bind(scope, 'this', element), 'value', value));
    }, initial(scope));
  };
};

const sortArray: ExpressionOperator = (operand, env, name) => {
  const options = namedDoc(operand, name, ['input', 'sortBy']);
  const input = env.compile(options.input);
  const compare = arrayOrder(options.sortBy, env.ctx);
  return (scope) => {
    const elements = elementsOf(input(scope), name, 2942504);
    return elements === null ? null : [...elements].sort(compare);
  };
};

function arrayOrder(sortBy: Value, ctx: Parameters<typeof compileSort>[1]): (a: Value, b: Value) => number {
  if (isDoc(sortBy)) {
    const compare = compileSort(sortBy, ctx);
    return (a, b) => compare(asDoc(a) ?? {}, asDoc(b) ?? {});
  }
  const direction = isNumeric(sortBy) ? integerOf(sortBy) : undefined;
  if (direction !== 1 && direction !== -1) throw location(2942507, 'The $sort element value must be either 1 or -1');
  return (a, b) => direction * compareValues(a, b, ctx.collation);
}

const severalOf =
  (
    pick: (elements: readonly Value[], n: number, compare: (a: Value, b: Value) => number) => Value[],
  ): ExpressionOperator =>
  (operand, env, name) => {
    const options = compileNamed(operand, env, name, ['input', 'n']);
    return (scope) => {
      const elements = elementsOf(options.input?.(scope), name, 5788200);
      const n = integerOf(options.n?.(scope));
      if (n === undefined || n <= 0) throw location(5787908, `'n' must be greater than 0`);
      if (elements === null) throw location(5788200, 'Input must be an array');
      return pick(elements, n, (a, b) => compareValues(a, b, env.ctx.collation));
    };
  };

const present = (value: Value) => !isNullish(value);

/** Operators that evaluate an expression per element, or order elements. */
export const ITERATION: Record<string, ExpressionOperator> = {
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $sortArray: sortArray,
  $firstN: severalOf((elements, n) => elements.slice(0, n)),
  $lastN: severalOf((elements, n) => elements.slice(-n)),
  $maxN: severalOf((elements, n, compare) =>
    elements
      .filter(present)
      .sort((a, b) => compare(b, a))
      .slice(0, n),
  ),
  $minN: severalOf((elements, n, compare) => elements.filter(present).sort(compare).slice(0, n)),
};
