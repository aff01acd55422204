import type { QueryContext } from '../query/context';
import type { Doc, Value } from '../values';
import type { PathPart } from './path';

/** What an operator answers when the field is to stay as it is. */
export const UNCHANGED = Symbol('unchanged');
/** What an operator answers when the field is to go. */
export const REMOVED = Symbol('removed');

/** Computes a field's new value from its present one; undefined when the field is missing. */
export type Change = (current: Value, target: Target) => Value | typeof UNCHANGED | typeof REMOVED;

/** The place a change is applied to, for messages. */
export interface Target {
  /** The last path component. */
  readonly name: string;
  /** The dotted path. */
  readonly path: string;
  /** The document under change. */
  readonly doc: Doc;
}

/** One field's modification, compiled. */
export interface Modification {
  readonly operator: string;
  readonly path: string;
  readonly parts: readonly PathPart[];
  readonly change: Change;
  /** Whether missing parents are made; when not, a missing field is left alone. */
  readonly creates: boolean;
  /** Applied only to a document that an upsert inserts. */
  readonly onInsertOnly?: boolean;
  /** For `$rename`: the path the value is moved from. */
  readonly source?: { readonly path: string; readonly parts: readonly PathPart[] };
}

/** Compiles an update operator's operand for one field. */
export interface UpdateOperator {
  compile(operand: Value, path: string, ctx: QueryContext): Change;
  readonly creates: boolean;
  readonly onInsertOnly?: boolean;
}
