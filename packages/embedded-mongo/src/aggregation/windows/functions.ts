import { Double, Int32 } from 'bson';
import { failedToParse, location, notImplemented } from '../../errors';
import type { QueryContext } from '../../query/context';
import { integerOf, isDoc, isNumeric, numberOf, type Value } from '../../values';
import { compileAccumulator, isAccumulator } from '../accumulators';
import { compileExpression, rootScope } from '../expression';
import { compileWindow } from './bounds';
import type { WindowFunction } from './partition';

/** Compiles a window function's operand. */
type WindowOperator = (operand: Value, ctx: QueryContext, name: string) => WindowFunction;

const ranking =
  (next: (rank: number, position: number, isTie: boolean) => number): WindowOperator =>
  (operand, _ctx, name) => {
    if (!isDoc(operand) || Object.keys(operand).length > 0)
      throw location(5371603, `${name} must be specified with '{}' as the value`);
    return ({ docs, ties }) => {
      let rank = 0;
      return docs.map((_doc, at) => {
        rank = next(rank, at + 1, at > 0 && ties(at - 1, at));
        return new Int32(rank);
      });
    };
  };

const shift: WindowOperator = (operand, ctx) => {
  if (!isDoc(operand)) throw failedToParse('Argument to $shift must be an object');
  const by = integerOf(operand.by);
  if (by === undefined) throw failedToParse("'$shift:by' field must be an integer");
  const output = compileExpression(operand.output, ctx);
  const fallback = operand.default === undefined ? null : compileExpression(operand.default, ctx)(rootScope({}));
  return ({ scopes }) =>
    scopes.map((_scope, at) => {
      const scope = scopes[at + by];
      return scope === undefined ? fallback : (output(scope) ?? null);
    });
};

const carryForward: WindowOperator = (operand, ctx) => {
  const expression = compileExpression(operand, ctx);
  return ({ scopes }) => {
    let last: Value = null;
    return scopes.map((scope) => {
      last = expression(scope) ?? last;
      return last;
    });
  };
};

const exponentialAverage: WindowOperator = (operand, ctx) => {
  if (!isDoc(operand)) throw failedToParse('$expMovingAvg must have exactly one argument that is an object');
  const input = compileExpression(operand.input, ctx);
  const count = integerOf(operand.N);
  const alpha = count === undefined ? numberOf(operand.alpha) : 2 / (count + 1);
  if (!(alpha > 0 && alpha <= 1)) throw failedToParse("'alpha' must be between 0 and 1 (exclusive)");
  return ({ scopes }) => {
    let average: number | undefined;
    return scopes.map((scope) => {
      const value = input(scope);
      if (!isNumeric(value)) return average === undefined ? null : new Double(average);
      average = average === undefined ? numberOf(value) : alpha * numberOf(value) + (1 - alpha) * average;
      return new Double(average);
    });
  };
};

const refused: WindowOperator = (_operand, _ctx, name) => {
  throw notImplemented(`${name} is not supported by the embedded server`);
};

const OPERATORS: ReadonlyMap<string, WindowOperator> = new Map([
  ['$rank', ranking((rank, position, isTie) => (isTie ? rank : position))],
  ['$denseRank', ranking((rank, _position, isTie) => (isTie ? rank : rank + 1))],
  ['$documentNumber', ranking((_rank, position) => position)],
  ['$shift', shift],
  ['$locf', carryForward],
  ['$expMovingAvg', exponentialAverage],
  ['$derivative', refused],
  ['$integral', refused],
  ['$covariancePop', refused],
  ['$covarianceSamp', refused],
  ['$linearFill', refused],
]);

/**
 * Compiles one output of `$setWindowFields`: a window function, or an accumulator over a window.
 * @throws 9 for a function nobody knows
 */
export function compileWindowFunction(name: string, operand: Value, window: Value, ctx: QueryContext): WindowFunction {
  const operator = OPERATORS.get(name);
  if (operator !== undefined) {
    if (window !== undefined) throw location(5371601, `${name} does not accept a 'window' field`);
    return operator(operand, ctx, name);
  }
  if (!isAccumulator(name)) throw failedToParse(`Unrecognized window function, ${name}`);
  const start = compileAccumulator(name, operand, ctx);
  const bounds = compileWindow(window);
  return (partition) =>
    partition.docs.map((_doc, at) => {
      const [first, last] = bounds(partition, at);
      const accumulator = start();
      for (const scope of partition.scopes.slice(first, last + 1)) accumulator.add(scope);
      ctx.tick();
      return accumulator.result();
    });
}
