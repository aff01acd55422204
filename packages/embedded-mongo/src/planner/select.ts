import { compileFilter, compileSort, type Matcher, type QueryContext } from '../query';
import type { Collection, StoredRecord } from '../store/collection';
import type { Environment } from '../store/environment';
import type { Doc } from '../values';
import { type Examined, executePlan } from './execute';
import type { Plan } from './plan';
import { type Hint, planQuery } from './planner';

/** What to find, in which order, and how much of it. */
export interface Selection {
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  readonly skip?: number | undefined;
  /** 0 means no limit. */
  readonly limit?: number | undefined;
  readonly hint?: Hint | undefined;
  readonly ctx: QueryContext;
  readonly collationSpec?: Doc | undefined;
}

/** A selection with its plan, ready to run. */
export interface PreparedSelection {
  readonly plan: Plan;
  readonly matcher: Matcher;
  /** Counts while `records` is consumed. */
  readonly examined: Examined;
  /** Matching documents in order; lazily, unless they must be sorted. */
  records(): Iterable<StoredRecord>;
}

/**
 * Compiles and plans a selection. Throws what its filter, sort or hint deserve even when the collection is missing.
 */
export function select(
  environment: Environment,
  collection: Collection | undefined,
  selection: Selection,
): PreparedSelection {
  const { filter, ctx, skip = 0, limit = 0 } = selection;
  const matcher = compileFilter(filter, ctx);
  const compare = comparator(selection);
  const examined: Examined = { keys: 0, documents: 0 };
  if (collection === undefined) return { plan: EMPTY_PLAN, matcher, examined, records: () => [] };
  const wanted = limit === 0 ? undefined : skip + limit;
  const plan = planQuery(environment, collection, { ...selection, limit: wanted }, selection.hint);
  const records = function* (): Generator<StoredRecord> {
    const found = matching(executePlan(environment, collection, plan, examined), matcher);
    const ordered = plan.isSorted || compare === undefined ? found : sorted(found, compare, wanted);
    yield* slice(ordered, skip, limit);
  };
  return { plan, matcher, examined, records };
}

const EMPTY_PLAN: Plan = { kind: 'collection', isReverse: false, isSorted: true };

function comparator({ sort, ctx }: Selection): ((a: Doc, b: Doc) => number) | undefined {
  if (sort === undefined || Object.keys(sort).length === 0 || '$natural' in sort) return undefined;
  return compileSort(sort, ctx);
}

function* matching(records: Iterable<StoredRecord>, matcher: Matcher): Generator<StoredRecord> {
  for (const stored of records) if (matcher.matches(stored.doc)) yield stored;
}

/** With a limit only the best are kept, so a sort over many documents needs memory for few. */
function sorted(
  records: Iterable<StoredRecord>,
  compare: (a: Doc, b: Doc) => number,
  wanted: number | undefined,
): StoredRecord[] {
  const order = (a: StoredRecord, b: StoredRecord): number => compare(a.doc, b.doc);
  const kept: StoredRecord[] = [];
  const ceiling = wanted === undefined ? Number.POSITIVE_INFINITY : Math.max(1000, wanted * 4);
  for (const stored of records) {
    kept.push(stored);
    if (kept.length < ceiling) continue;
    kept.sort(order);
    kept.length = wanted ?? kept.length;
  }
  return kept.sort(order);
}

function* slice(records: Iterable<StoredRecord>, skip: number, limit: number): Generator<StoredRecord> {
  let skipped = 0;
  let given = 0;
  for (const stored of records) {
    if (skipped < skip) {
      skipped += 1;
      continue;
    }
    yield stored;
    given += 1;
    if (given === limit) return;
  }
}
