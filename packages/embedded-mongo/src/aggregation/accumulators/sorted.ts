import { location } from '../../errors';
import type { QueryContext } from '../../query/context';
import { compileSort } from '../../query/sort';
import { asDoc, compareValues, type Doc, integerOf, isDoc, type Value } from '../../values';
import { compileExpression, rootScope } from '../expression';
import { type AccumulatorOperator, refuseUnknownArguments } from './accumulator';

/** The constant `n` of `$topN` and its like; a positive integer. */
export function countOf(operand: Value, ctx: QueryContext, name: string): number {
  const count = integerOf(compileExpression(operand, ctx)(rootScope({})));
  if (count === undefined || count <= 0)
    throw location(5787908, `'n' must be greater than 0, found ${String(count)} for ${name}`);
  return count;
}

interface Ranked {
  readonly doc: Doc;
  readonly output: Value;
}

/** `$top`, `$topN`, `$bottom`, `$bottomN`. */
const ranked =
  (end: 'top' | 'bottom', isSingle: boolean): AccumulatorOperator =>
  (operand, ctx, name) => {
    if (!isDoc(operand)) throw location(5788001, `specification must be an object; found ${name}`);
    refuseUnknownArguments(operand, name, isSingle ? ['sortBy', 'output'] : ['sortBy', 'output', 'n']);
    if (!isDoc(operand.sortBy)) throw location(5788005, `Missing value for 'sortBy'`);
    const compare = compileSort(operand.sortBy, ctx);
    const output = compileExpression(operand.output, ctx);
    const limit = isSingle ? 1 : countOf(operand.n, ctx, name);
    return () => {
      const docs: Ranked[] = [];
      return {
        add: (scope) => docs.push({ doc: asDoc(scope.root) ?? {}, output: output(scope) ?? null }),
        result: () => {
          const sorted = [...docs].sort((a, b) => compare(a.doc, b.doc)).map((each) => each.output);
          const kept = end === 'top' ? sorted.slice(0, limit) : sorted.slice(-limit);
          return isSingle ? (kept[0] ?? null) : kept;
        },
      };
    };
  };

/** `$maxN`, `$minN`: null and missing do not count. */
const extremes =
  (sign: 1 | -1): AccumulatorOperator =>
  (operand, ctx, name) => {
    if (!isDoc(operand)) throw location(5787900, `specification must be an object; found ${name}`);
    refuseUnknownArguments(operand, name, ['input', 'n']);
    const input = compileExpression(operand.input, ctx);
    const limit = countOf(operand.n, ctx, name);
    return () => {
      const values: Value[] = [];
      return {
        add: (scope) => {
          const value = input(scope);
          if (value !== undefined && value !== null) values.push(value);
        },
        result: () => [...values].sort((a, b) => sign * compareValues(b, a, ctx.collation)).slice(0, limit),
      };
    };
  };

/** Accumulators that keep the documents or values that rank highest. */
export const SORTED_ACCUMULATORS: Record<string, AccumulatorOperator> = {
  $top: ranked('top', true),
  $topN: ranked('top', false),
  $bottom: ranked('bottom', true),
  $bottomN: ranked('bottom', false),
  $maxN: extremes(1),
  $minN: extremes(-1),
};
