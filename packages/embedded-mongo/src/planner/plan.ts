import type { CollectionIndex } from '../indexes/collection-index';
import type { KeyRange } from '../store/range-scan';

/** How the documents a query may want are found. Every document found is matched against the whole filter again. */
export type Plan = CollectionScan | IndexScan | Union;

/** Every document, in insertion order or the opposite. */
export interface CollectionScan {
  readonly kind: 'collection';
  readonly isReverse: boolean;
  readonly isSorted: boolean;
}

/** Stretches of one index. */
export interface IndexScan {
  readonly kind: 'index';
  readonly index: CollectionIndex;
  readonly ranges: readonly KeyRange[];
  readonly isReverse: boolean;
  /** Whether documents come in the order the query asks for. */
  readonly isSorted: boolean;
  /** How many leading fields are narrowed. */
  readonly boundedFields: number;
  /** How many of those to a single value. */
  readonly equalityFields: number;
}

/** The documents of any branch of an `$or`. */
export interface Union {
  readonly kind: 'union';
  readonly branches: readonly IndexScan[];
  readonly isSorted: false;
}
