import type { CollectionIndex } from '../indexes/collection-index';
import type { QueryContext } from '../query';
import { type Doc, numberOf, valuesEqual } from '../values';
import { type BoundsContext, boundsOf } from './bounds';
import type { Condition } from './conditions';
import { type Interval, intersect } from './interval';
import { keyRanges } from './key-ranges';
import { coversConditions } from './partial';
import type { IndexScan } from './plan';

/** What a query brings to the choice of an index. */
export interface PlanRequest {
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  /** The query's collation as written out by `completeCollation`; undefined for bytes. */
  readonly collationSpec?: Doc | undefined;
  readonly ctx: QueryContext;
  /** How many documents are wanted at most. */
  readonly limit?: number | undefined;
}

/**
 * The scan this index could do for the query; undefined when it would leave documents out. With `isForced` (a hint) it
 * is given all the same, as MongoDB does.
 */
export function indexCandidate(
  index: CollectionIndex,
  conditions: readonly Condition[],
  request: PlanRequest,
  isForced = false,
): IndexScan | undefined {
  if (index.isWildcard || !(isForced || coversConditions(index, conditions, request.ctx))) return undefined;
  const isSameCollation = valuesEqual(index.spec.collation, request.collationSpec);
  const context: BoundsContext = { collation: index.collation, isSameCollation };
  const components = boundComponents(index, conditions, context);
  const bounded = components.indexOf(undefined);
  const direction = isSameCollation ? sortDirection(index, components, request.sort) : undefined;
  return {
    kind: 'index',
    index,
    ranges: keyRanges(index, components),
    isReverse: direction === -1,
    isSorted: direction !== undefined,
    boundedFields: bounded < 0 ? components.length : bounded,
    equalityFields: leadingPoints(components),
  };
}

function leadingPoints(components: readonly (readonly Interval[] | undefined)[]): number {
  const end = components.findIndex((intervals) => intervals?.every((interval) => interval.isPoint) !== true);
  return end < 0 ? components.length : end;
}

/** Only one field with arrays may be narrowed: conditions on two could be met by different elements. */
function boundComponents(
  index: CollectionIndex,
  conditions: readonly Condition[],
  context: BoundsContext,
): (Interval[] | undefined)[] {
  let hasBoundMultikey = false;
  return index.fields.map((field, at) => {
    const isMultikey = index.state.multikey[at] === true;
    if (isMultikey && hasBoundMultikey) return undefined;
    const sets = conditions
      .filter((condition) => condition.path === field.path)
      .map((condition) => boundsOf(condition, context))
      .filter((set) => set !== undefined);
    const [first] = sets;
    if (first === undefined) return undefined;
    if (!isMultikey) return sets.reduce(intersect);
    hasBoundMultikey = true;
    return narrowest(sets) ?? first;
  });
}

function narrowest(sets: readonly Interval[][]): Interval[] | undefined {
  return sets.find((set) => set.every((interval) => interval.isPoint));
}

/** 1 or -1 when walking the index that way gives the wanted order, undefined when neither does. */
function sortDirection(
  index: CollectionIndex,
  components: readonly (readonly Interval[] | undefined)[],
  sort: Doc | undefined,
): 1 | -1 | undefined {
  const wanted = Object.entries(sort ?? {});
  if (wanted.length === 0) return 1;
  if (index.state.hasCutKeys || index.collation !== undefined) return undefined;
  let direction: 1 | -1 | undefined;
  let at = 0;
  for (const [position, field] of index.fields.entries()) {
    const [path, order] = wanted[at] ?? [];
    if (path === undefined) break;
    const isConstant = isSinglePoint(components[position]);
    if (path === field.path && isConstant) at += 1;
    if (isConstant) continue;
    const sign = typeof order === 'object' && Number.isNaN(numberOf(order)) ? undefined : Math.sign(numberOf(order));
    if (path !== field.path || sign === undefined || index.state.multikey[position] === true) return undefined;
    const step = sign < 0 === field.isDescending ? 1 : -1;
    if (direction !== undefined && direction !== step) return undefined;
    direction = step;
    at += 1;
  }
  return at === wanted.length ? (direction ?? 1) : undefined;
}

function isSinglePoint(intervals: readonly Interval[] | undefined): boolean {
  return intervals?.length === 1 && intervals[0]?.isPoint === true;
}
