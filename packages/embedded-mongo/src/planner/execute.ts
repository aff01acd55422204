import type { Collection, StoredRecord } from '../store/collection';
import type { Environment } from '../store/environment';
import { recordOfEntry } from '../store/key-space';
import { scanRange } from '../store/range-scan';
import type { IndexScan, Plan } from './plan';

/** What a query had to look at, for `explain`. */
export interface Examined {
  keys: number;
  documents: number;
}

/** The documents of a plan, each once, unfiltered. It may be left and taken up again between writes. */
export function* executePlan(
  environment: Environment,
  collection: Collection,
  plan: Plan,
  examined: Examined = { keys: 0, documents: 0 },
): Generator<StoredRecord, void, undefined> {
  if (plan.kind === 'collection') {
    for (const stored of collection.scan(plan.isReverse)) {
      examined.documents += 1;
      yield stored;
    }
    return;
  }
  const scans = plan.kind === 'index' ? [plan] : plan.branches;
  const seen = plan.kind === 'union' || plan.index.isMultikey ? new Set<number>() : undefined;
  for (const scan of scans) {
    for (const record of recordNumbers(environment, scan, examined)) {
      if (seen?.has(record) === true) continue;
      seen?.add(record);
      const stored = collection.find(record);
      if (stored === undefined) continue;
      examined.documents += 1;
      yield stored;
    }
  }
}

function* recordNumbers(environment: Environment, scan: IndexScan, examined: Examined): Generator<number> {
  const ranges = scan.isReverse ? [...scan.ranges].reverse() : scan.ranges;
  for (const range of ranges) {
    for (const { key, value } of scanRange(environment, environment.entries, range, scan.isReverse)) {
      examined.keys += 1;
      yield recordOfEntry(key, value);
    }
  }
}
