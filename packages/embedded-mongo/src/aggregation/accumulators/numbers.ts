import { Double, Int32 } from 'bson';
import { location } from '../../errors';
import { compareValues, isDoc, isNumeric, numberOf, type Value } from '../../values';
import { RunningSum } from '../../values/sum';
import { standardDeviation } from '../deviation';
import { compileExpression } from '../expression';
import { type AccumulatorOperator, refuseUnknownArguments } from './accumulator';

const summing =
  (result: (sum: RunningSum) => Value): AccumulatorOperator =>
  (operand, ctx) => {
    const value = compileExpression(operand, ctx);
    return () => {
      const sum = new RunningSum();
      return { add: (scope) => sum.add(value(scope)), result: () => result(sum) };
    };
  };

const count: AccumulatorOperator = (operand, _ctx) => {
  if (!isDoc(operand) || Object.keys(operand).length > 0)
    throw location(5107701, '$count takes no arguments, i.e. $count:{}');
  return () => {
    let total = 0;
    return {
      add: () => {
        total += 1;
      },
      result: () => new Int32(total),
    };
  };
};

/** `$min` and `$max`: null and missing do not count. */
const extreme =
  (sign: 1 | -1): AccumulatorOperator =>
  (operand, ctx) => {
    const expression = compileExpression(operand, ctx);
    return () => {
      let best: Value;
      return {
        add: (scope) => {
          const value = expression(scope);
          if (value === undefined || value === null) return;
          if (best === undefined || sign * compareValues(value, best, ctx.collation) > 0) best = value;
        },
        result: () => best ?? null,
      };
    };
  };

const deviation =
  (divisor: (count: number) => number): AccumulatorOperator =>
  (operand, ctx) => {
    const expression = compileExpression(operand, ctx);
    return () => {
      const numbers: number[] = [];
      return {
        add: (scope) => {
          const value = expression(scope);
          if (isNumeric(value)) numbers.push(numberOf(value));
        },
        result: () => standardDeviation(numbers, divisor(numbers.length)),
      };
    };
  };

const percentile: AccumulatorOperator = (operand, ctx, name) => {
  if (!isDoc(operand)) throw location(7429703, `specification must be an object; found ${name}`);
  refuseUnknownArguments(operand, name, name === '$median' ? ['input', 'method'] : ['input', 'p', 'method']);
  if (operand.method !== 'approximate')
    throw location(7436100, "Currently only 'approximate' can be used as percentile 'method'.");
  const input = compileExpression(operand.input, ctx);
  const points = name === '$median' ? [0.5] : pointsOf(operand.p);
  return () => {
    const numbers: number[] = [];
    return {
      add: (scope) => {
        const value = input(scope);
        if (isNumeric(value)) numbers.push(numberOf(value));
      },
      result: () => {
        const found = percentiles(numbers, points);
        return name === '$median' ? found[0] : found;
      },
    };
  };
};

function pointsOf(p: Value): number[] {
  if (!Array.isArray(p) || p.length === 0)
    throw location(7750300, "The $percentile 'p' field must be an array of constant values");
  return p.map((point) => {
    const number = numberOf(point);
    if (!(number >= 0 && number <= 1)) throw location(7750303, 'p must be a number from [0.0, 1.0]');
    return number;
  });
}

function percentiles(numbers: number[], points: readonly number[]): Value[] {
  if (numbers.length === 0) return points.map(() => null);
  const sorted = [...numbers].sort((a, b) => a - b);
  return points.map((point) => new Double(sorted[Math.max(0, Math.ceil(point * sorted.length) - 1)] ?? 0));
}

/** Accumulators over numbers. */
export const NUMBER_ACCUMULATORS: Record<string, AccumulatorOperator> = {
  $sum: summing((sum) => sum.total()),
  $avg: summing((sum) => sum.mean()),
  $count: count,
  $min: extreme(-1),
  $max: extreme(1),
  $stdDevPop: deviation((size) => size),
  $stdDevSamp: deviation((size) => size - 1),
  $percentile: percentile,
  $median: percentile,
};
