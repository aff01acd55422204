import { location, notImplemented } from '../../errors';
import type { QueryContext } from '../../query/context';
import { field, isDoc, type Value } from '../../values';
import type { Accumulator, AccumulatorOperator } from './accumulator';
import { NUMBER_ACCUMULATORS } from './numbers';
import { PICKING_ACCUMULATORS } from './picking';
import { SORTED_ACCUMULATORS } from './sorted';

export type { Accumulator } from './accumulator';

const refused: AccumulatorOperator = (_operand, _ctx, name) => {
  throw notImplemented(`${name} runs JavaScript, which the embedded server does not`);
};

const ACCUMULATORS: ReadonlyMap<string, AccumulatorOperator> = new Map(
  Object.entries({
    ...NUMBER_ACCUMULATORS,
    ...PICKING_ACCUMULATORS,
    ...SORTED_ACCUMULATORS,
    $accumulator: refused,
  }),
);

/** One output field of a group. */
export interface AccumulatedField {
  readonly name: string;
  /** A fresh accumulator for a new group. */
  start(): Accumulator;
}

/**
 * Compiles `{total: {$sum: '$x'}}`.
 * @throws 40234, 40235, 40236, 40238 when it is not one accumulator, 15952 when nobody knows it
 */
export function compileAccumulatedField(name: string, spec: Value, ctx: QueryContext): AccumulatedField {
  if (name.includes('.')) throw location(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw location(40236, `The field name '${name}' cannot be an operator name`);
  if (!isDoc(spec)) throw location(40234, `The field '${name}' must be an accumulator object`);
  const operators = Object.keys(spec);
  const [operator = ''] = operators;
  if (operators.length !== 1) throw location(40238, `The field '${name}' must specify one accumulator`);
  return { name, start: compileAccumulator(operator, field(spec, operator), ctx) };
}

/** Compiles one accumulator by name. */
export function compileAccumulator(operator: string, operand: Value, ctx: QueryContext): () => Accumulator {
  const known = ACCUMULATORS.get(operator);
  if (known === undefined) throw location(15952, `unknown group operator '${operator}'`);
  return known(operand, ctx, operator);
}

/** Whether a name is an accumulator. */
export function isAccumulator(operator: string): boolean {
  return ACCUMULATORS.has(operator);
}
