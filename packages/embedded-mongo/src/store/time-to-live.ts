import type { CollectionIndex } from '../indexes/collection-index';
import { KeyWriter } from '../indexes/key-writer';
import { typeByte, writeValue } from '../indexes/value-key';
import { asDoc, getPath, numberOf } from '../values';
import type { Catalog } from './catalog';
import type { Collection, StoredRecord } from './collection';
import type { Environment } from './environment';
import { recordOfEntry } from './key-space';
import type { KeyRange } from './range-scan';

const BATCH = 1000;
const DATES = 45;

/**
 * Removes documents whose TTL index says so. Values that are no dates never expire; of several dates the earliest
 * counts (https://www.mongodb.com/docs/manual/core/index-ttl/).
 */
export async function removeExpired(environment: Environment, catalog: Catalog, now: Date): Promise<void> {
  for (const collection of catalog.list()) {
    for (const index of collection.indexes) {
      if (index.spec.expireAfterSeconds === undefined || !index.isReady) continue;
      await removeExpiredBy(environment, collection, index, now);
    }
  }
}

async function removeExpiredBy(
  environment: Environment,
  collection: Collection,
  index: CollectionIndex,
  now: Date,
): Promise<void> {
  const limit = new Date(now.getTime() - numberOf(index.spec.expireAfterSeconds) * 1000);
  const range = datesUntil(index, limit);
  const isFound = environment.entries.getKeysCount({ ...range, limit: 1 }) > 0;
  if (isFound) await environment.write(() => removeRange(environment, collection, index, range, limit));
}

function removeRange(
  environment: Environment,
  collection: Collection,
  index: CollectionIndex,
  range: KeyRange,
  limit: Date,
): void {
  const records = new Set<number>();
  for (const { key, value } of environment.entries.getRange({ ...range, limit: BATCH })) {
    records.add(recordOfEntry(key, value));
  }
  for (const record of records) {
    const stored = collection.find(record);
    const values = stored === undefined ? [] : getPath(stored.doc, index.fields[0]?.path ?? '');
    if (stored !== undefined && values.some((value) => value instanceof Date && value <= limit))
      collection.remove(stored);
  }
}

/** The entries of dates up to the limit, whichever way the index is sorted. */
function datesUntil(index: CollectionIndex, limit: Date): KeyRange {
  const isDescending = index.fields[0]?.isDescending === true;
  const bound = (write: (writer: KeyWriter) => void): Buffer => {
    const writer = new KeyWriter();
    write(writer);
    if (isDescending) writer.complementFrom(0);
    return Buffer.concat([index.prefix, writer.finish()]);
  };
  const atLimit = bound((writer) => writeValue(writer, new Date(limit.getTime() + (isDescending ? 0 : 1))));
  return isDescending
    ? { start: atLimit, end: bound((writer) => writer.byte(typeByte(DATES) - 1)) }
    : { start: bound((writer) => writer.byte(typeByte(DATES))), end: atLimit };
}

/** Removes documents of time series that are older than their collection's `expireAfterSeconds`. Looks at every one. */
export async function removeExpiredSeries(environment: Environment, catalog: Catalog, now: Date): Promise<void> {
  for (const collection of catalog.list()) {
    const { timeseries, expireAfterSeconds } = collection.options;
    if (timeseries === undefined || expireAfterSeconds === undefined) continue;
    const timeField = String(asDoc(timeseries)?.timeField);
    const limit = new Date(now.getTime() - numberOf(expireAfterSeconds) * 1000);
    const isExpired = (stored: StoredRecord): boolean => {
      const time = stored.doc[timeField];
      return time instanceof Date && time <= limit;
    };
    await environment.write(() => {
      for (const stored of [...collection.scan()].filter(isExpired)) collection.remove(stored);
    });
  }
}
