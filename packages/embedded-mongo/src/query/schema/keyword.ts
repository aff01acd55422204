import type { Doc, Value } from '../../values';
import type { Test } from '../context';

/** Compiles a keyword into a test; keywords about other types than the value's pass. */
export type Keyword = (operand: Value, compile: (schema: Value) => Test, schema: Doc) => Test;
