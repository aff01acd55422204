import { Int32 } from 'bson';
import type { CollectionIndex } from '../indexes/collection-index';
import type { ServerContext } from '../server/context';
import type { Collection } from '../store/collection';
import { afterPrefix, recordOfEntry } from '../store/key-space';
import type { Doc } from '../values';

interface IndexReport {
  readonly keysPerIndex: number;
  readonly errors: string[];
}

/** Compares every index with the documents, both ways: the answer of the `validate` command. */
export function validateCollection(server: ServerContext, collection: Collection): Doc {
  const expected = expectedEntries(collection);
  const keysPerIndex: Doc = {};
  const indexDetails: Doc = {};
  const errors: string[] = [];
  for (const index of collection.indexes) {
    const report = checkIndex(server, index, expected.get(index) ?? new Set());
    keysPerIndex[index.name] = new Int32(report.keysPerIndex);
    indexDetails[index.name] = { valid: report.errors.length === 0 };
    errors.push(...report.errors);
  }
  return {
    ns: collection.namespace,
    nInvalidDocuments: new Int32(0),
    nNonCompliantDocuments: new Int32(0),
    nrecords: new Int32(collection.count),
    nIndexes: new Int32(collection.indexes.length),
    keysPerIndex,
    indexDetails,
    valid: errors.length === 0,
    repaired: false,
    warnings: [],
    errors,
    extraIndexEntries: [],
    missingIndexEntries: [],
    corruptRecords: [],
    ok: 1,
  };
}

function expectedEntries(collection: Collection): Map<CollectionIndex, Set<string>> {
  const expected = new Map<CollectionIndex, Set<string>>(collection.indexes.map((index) => [index, new Set()]));
  for (const stored of collection.scan()) {
    for (const [index, entries] of expected) {
      for (const key of index.entriesOf(stored.doc).keys) entries.add(entryName(key, stored.record));
    }
  }
  return expected;
}

function checkIndex(server: ServerContext, index: CollectionIndex, missing: Set<string>): IndexReport {
  const errors: string[] = [];
  let keysPerIndex = 0;
  const range = { start: index.prefix, end: afterPrefix(index.prefix) };
  for (const { key, value } of server.environment.entries.getRange(range)) {
    keysPerIndex += 1;
    const own = index.isUnique ? key : key.subarray(0, key.length - 6);
    const name = entryName(own, recordOfEntry(key, value));
    if (!missing.delete(name)) errors.push(`index ${index.name} has an entry that no document accounts for`);
  }
  if (missing.size > 0) errors.push(`index ${index.name} lacks ${missing.size} entries`);
  return { keysPerIndex, errors };
}

function entryName(key: Buffer, record: number): string {
  return `${key.toString('latin1')}/${record}`;
}
