import { badValue } from '../errors';
import type { CollectionIndex } from '../indexes/collection-index';
import type { Collection } from '../store/collection';
import type { Environment } from '../store/environment';
import { asDoc, type Doc, isDoc, numberOf, type Value, valuesEqual } from '../values';
import { chooseScan } from './choose-scan';
import { type Condition, readConditions } from './conditions';
import { indexCandidate, type PlanRequest } from './index-candidate';
import type { IndexScan, Plan } from './plan';

/** An index by name or key pattern, or `{$natural: 1}`. */
export type Hint = Value;

/**
 * Chooses how to find a query's documents: the index that has to look at fewest, else a union for `$or`, else all.
 * @throws 2 for a hint that names no index
 */
export function planQuery(environment: Environment, collection: Collection, request: PlanRequest, hint?: Hint): Plan {
  const { conditions, alternatives } = readConditions(request.filter);
  const natural = naturalOrder(hint) ?? naturalOrder(request.sort);
  if (natural !== undefined)
    return { kind: 'collection', isReverse: natural < 0, isSorted: '$natural' in (request.sort ?? {}) };
  const hinted = hint === undefined ? undefined : findHinted(collection, hint);
  if (hinted !== undefined) {
    return indexCandidate(hinted, conditions, request, true) ?? scanAll(request);
  }
  return (
    chooseScan(environment, candidates(collection, conditions, request), request) ??
    planUnion(environment, collection, conditions, alternatives, request) ??
    scanClustered(collection, request) ??
    scanAll(request)
  );
}

/** The natural order of a clustered collection is that of `_id`. */
function scanClustered(collection: Collection, request: PlanRequest): Plan | undefined {
  const index = collection.options.clusteredIndex === undefined ? undefined : collection.indexes[0];
  return index === undefined ? undefined : indexCandidate(index, [], request);
}

function scanAll(request: PlanRequest): Plan {
  return { kind: 'collection', isReverse: false, isSorted: Object.keys(request.sort ?? {}).length === 0 };
}

function naturalOrder(value: Value): number | undefined {
  const natural = isDoc(value) ? value.$natural : undefined;
  return natural === undefined ? undefined : numberOf(natural);
}

/** @throws 2 when the collection has no such index */
function findHinted(collection: Collection, hint: Value): CollectionIndex {
  const index = collection.indexes.find((candidate) =>
    typeof hint === 'string' ? candidate.name === hint : valuesEqual(candidate.key, asDoc(hint)),
  );
  if (index === undefined || index.isHidden || !index.isReady) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return index;
}

function candidates(collection: Collection, conditions: readonly Condition[], request: PlanRequest): IndexScan[] {
  const found: IndexScan[] = [];
  const [sortedBy] = Object.keys(request.sort ?? {});
  const isSorting = sortedBy !== undefined;
  const named = new Set(conditions.map((condition) => condition.path)).add(sortedBy ?? '');
  for (const index of collection.indexes) {
    if (index.isHidden || !index.isReady || !named.has(index.fields[0]?.path ?? '')) continue;
    const scan = indexCandidate(index, conditions, request);
    if (scan !== undefined && (scan.boundedFields > 0 || (isSorting && scan.isSorted))) found.push(scan);
  }
  return found;
}

/** An `$or` whose every branch can use an index. */
function planUnion(
  environment: Environment,
  collection: Collection,
  conditions: readonly Condition[],
  alternatives: readonly (readonly Doc[])[],
  request: PlanRequest,
): Plan | undefined {
  for (const list of alternatives) {
    const branches = list.map((branch) => {
      const own = readConditions(branch).conditions;
      const unsorted = { ...request, sort: undefined, limit: undefined };
      return chooseScan(environment, candidates(collection, [...conditions, ...own], unsorted), unsorted);
    });
    const usable = branches.filter((branch) => branch !== undefined);
    if (usable.length > 0 && usable.length === branches.length) {
      return { kind: 'union', branches: usable, isSorted: false };
    }
  }
  return undefined;
}
