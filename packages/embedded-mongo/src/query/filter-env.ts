import type { Doc } from '../values';
import type { Clause } from './clause';
import type { MatchRecord, Predicate, QueryContext } from './context';

/** What filters are compiled with; the parser is in it because operators such as `$elemMatch` hold filters. */
export interface FilterEnv {
  readonly ctx: QueryContext;
  readonly record: MatchRecord;
  /** Compiles a filter document. */
  parseFilter(filter: Doc): Predicate;
  /** Compiles the conditions on one field, such as `{$gt: 1, $lt: 5}`. */
  parseConditions(conditions: Doc): Clause;
}
