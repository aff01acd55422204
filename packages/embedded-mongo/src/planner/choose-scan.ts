import type { Environment } from '../store/environment';
import { countKeys } from '../store/range-scan';
import type { PlanRequest } from './index-candidate';
import type { IndexScan } from './plan';

/** How far entries are counted when indexes compete. */
const COUNT_LIMIT = 2000;
/** Documents sorted afterwards cost as much again. */
const SORTING_FACTOR = 2;

/**
 * The scan that has to look at fewest entries. Most queries are decided without looking into the indexes: a scan that
 * finds one document at most is taken at once, and of scans over the same conditions only one is left. Entries are
 * counted only where scans over different conditions compete, and only up to the best so far.
 */
export function chooseScan(
  environment: Environment,
  scans: readonly IndexScan[],
  request: PlanRequest,
): IndexScan | undefined {
  const single = scans.find((scan) => knownCost(scan, request) <= 1);
  if (single !== undefined) return single;
  const rivals = withoutDominated(
    [...scans].sort((a, b) => preference(b) - preference(a)),
    request,
  );
  if (rivals.length < 2) return rivals[0];
  rivals.sort((a, b) => knownCost(a, request) - knownCost(b, request));
  let best: IndexScan | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const scan of rivals) {
    const cost = Math.min(knownCost(scan, request), countedCost(environment, scan, request, lowest));
    if (best !== undefined && cost >= lowest) continue;
    best = scan;
    lowest = cost;
  }
  return best;
}

/** What a scan costs at most, as far as that follows from the query alone. */
function knownCost(scan: IndexScan, request: PlanRequest): number {
  const { index, ranges, equalityFields } = scan;
  if (ranges.length === 0) return 0;
  if (index.isUnique && equalityFields === index.fields.length && !index.state.hasCutKeys) return ranges.length;
  return request.limit !== undefined && !needsSorting(scan, request) && answersAll(scan, request)
    ? request.limit
    : Number.POSITIVE_INFINITY;
}

/** Entries to look at, counted no further than would still beat `lowest`; more when they must be sorted afterwards. */
function countedCost(environment: Environment, scan: IndexScan, request: PlanRequest, lowest: number): number {
  const factor = needsSorting(scan, request) ? SORTING_FACTOR : 1;
  const ceiling = Math.min(COUNT_LIMIT, Math.ceil(Math.min(lowest, knownCost(scan, request)) / factor));
  let entries = 0;
  for (const range of scan.ranges) {
    if (entries >= ceiling) break;
    entries += countKeys(environment.entries, range, ceiling - entries);
  }
  return entries * factor;
}

/** Whether the scanned stretches hold every condition's documents and few others, so that a limit ends the scan early. */
function answersAll(scan: IndexScan, request: PlanRequest): boolean {
  const paths = Object.keys(request.filter);
  return paths.length <= narrowedPaths(scan).length && !paths.some((path) => path.startsWith('$'));
}

function needsSorting(scan: IndexScan, request: PlanRequest): boolean {
  return !scan.isSorted && Object.keys(request.sort ?? {}).length > 0;
}

/** Of scans in order of preference, those that might look at fewer entries than every other. */
function withoutDominated(scans: readonly IndexScan[], request: PlanRequest): IndexScan[] {
  const left: IndexScan[] = [];
  for (const scan of scans) {
    if (left.some((other) => dominates(other, scan, request))) continue;
    const worse = left.filter((other) => dominates(scan, other, request));
    left.push(scan);
    for (const other of worse) left.splice(left.indexOf(other), 1);
  }
  return left;
}

/**
 * Whether the first scan certainly looks at no more than the second: it narrows by the same fields or more, has one entry
 * for each document, and sorts only where the other sorts too. Scans of indexes that leave documents out (sparse, partial)
 * or compare text in another way are not compared.
 */
function dominates(scan: IndexScan, other: IndexScan, request: PlanRequest): boolean {
  if (needsSorting(scan, request) && !needsSorting(other, request)) return false;
  if (!isPlain(scan) || !isPlain(other) || scan.index.isMultikey) return false;
  const narrowed = narrowedPaths(scan);
  return narrowedPaths(other).every((path) => narrowed.includes(path));
}

function isPlain({ index }: IndexScan): boolean {
  const { sparse, partialFilterExpression } = index.spec;
  return sparse !== true && partialFilterExpression === undefined && index.collation === undefined;
}

/** The fields whose conditions the scanned stretches follow: the first with a range is the last of them. */
function narrowedPaths({ index, boundedFields, equalityFields }: IndexScan): string[] {
  return index.fields.slice(0, Math.min(boundedFields, equalityFields + 1)).map((field) => field.path);
}

function preference(scan: IndexScan): number {
  return scan.equalityFields * 100 + scan.boundedFields * 10 + (scan.index.isUnique ? 5 : 0) - scan.index.fields.length;
}
