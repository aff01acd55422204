import { compareValues, isNumeric, numberOf, type Value } from '../../values';
import { RunningSum } from '../../values/sum';
import { standardDeviation } from '../deviation';
import type { ExpressionEnv, ExpressionOperator } from '../scope';
import { isNullish } from './arguments';

/** An accumulator used as an expression: over its arguments, or over the array its only argument gives. */
const over =
  (apply: (values: readonly Value[], env: ExpressionEnv) => Value): ExpressionOperator =>
  (operand, env) => {
    if (Array.isArray(operand) && operand.length !== 1) {
      const items = operand.map(env.compile);
      return (scope) =>
        apply(
          items.map((item) => item(scope)),
          env,
        );
    }
    const only = env.compile(Array.isArray(operand) ? operand[0] : operand);
    return (scope) => {
      const value = only(scope);
      return apply(Array.isArray(value) ? value : [value], env);
    };
  };

function summed(values: readonly Value[]): RunningSum {
  const sum = new RunningSum();
  for (const value of values) sum.add(value);
  return sum;
}

const extreme = (sign: 1 | -1) =>
  over((values, { ctx }) => {
    let best: Value = null;
    for (const value of values) {
      if (isNullish(value)) continue;
      if (best === null || sign * compareValues(value, best, ctx.collation) > 0) best = value;
    }
    return best;
  });

const numbersOf = (values: readonly Value[]) => values.filter(isNumeric).map(numberOf);

/** Accumulators that are expressions too. */
export const AGGREGATES: Record<string, ExpressionOperator> = {
  $sum: over((values) => summed(values).total()),
  $avg: over((values) => summed(values).mean()),
  $min: extreme(-1),
  $max: extreme(1),
  $stdDevPop: over((values) => standardDeviation(numbersOf(values), numbersOf(values).length)),
  $stdDevSamp: over((values) => standardDeviation(numbersOf(values), numbersOf(values).length - 1)),
};
