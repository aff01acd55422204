import { failedToParse } from '../../errors';
import type { QueryContext } from '../../query/context';
import type { Doc, Value } from '../../values';
import type { Scope } from '../scope';

/** Collects values over documents. */
export interface Accumulator {
  /** Takes the document that the scope stands for. */
  add(scope: Scope): void;
  /** The result so far; may be asked more than once. */
  result(): Value;
}

/** Compiles an accumulator's operand; the answer makes one accumulator per group. */
export type AccumulatorOperator = (operand: Value, ctx: QueryContext, name: string) => () => Accumulator;

/** Refuses arguments an accumulator's document does not have. */
export function refuseUnknownArguments(operand: Doc, name: string, known: readonly string[]): void {
  for (const argument of Object.keys(operand)) {
    if (!known.includes(argument)) throw failedToParse(`Unknown argument for '${name}' operator: '${argument}'`);
  }
}
