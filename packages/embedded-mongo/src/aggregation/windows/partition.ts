import type { Doc, Value } from '../../values';
import type { Scope } from '../scope';

/** One partition, sorted; functions see all of it. */
export interface Partition {
  readonly docs: readonly Doc[];
  readonly scopes: readonly Scope[];
  /** What the documents sort by, when it is one field. */
  readonly sortValues: readonly Value[];
  /** Whether two neighbours are equal in the sort. */
  ties(a: number, b: number): boolean;
}

/** Gives the output value for each position of a partition. */
export type WindowFunction = (partition: Partition) => readonly Value[];
