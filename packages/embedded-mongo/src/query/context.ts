import type { Collation, Doc, Value } from '../values';

/** What one command gives to every filter, expression and update compiled for it. */
export interface QueryContext {
  /** Compares strings; without it, by bytes. */
  collation?: Collation;
  /** The command's `let` variables, by name without `$$`. Read when evaluated, so a stage may change them per document. */
  variables: Record<string, Value>;
  /** `$$NOW`. */
  now: Date;
  /** Called inside every loop; throws 50 when `maxTimeMS` ran out. */
  tick(): void;
}

/** A compiled filter. Not re-entrant: one document at a time. */
export interface Matcher {
  /** Whether the document satisfies the filter. */
  matches(doc: Doc): boolean;
  /** The position, in the outermost array, of the element that satisfied the last array condition: what `$` stands for. */
  positional(doc: Doc): number | undefined;
}

/** Where a matcher notes the array position that satisfied it. */
export interface MatchRecord {
  /** -1 while nothing was met in an array. */
  index: number;
}

/** Tests one value; undefined when the field is missing. */
export type Test = (value: Value) => boolean;

/** Tests a document. */
export type Predicate = (doc: Doc) => boolean;
