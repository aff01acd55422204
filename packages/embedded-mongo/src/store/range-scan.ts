import type { Environment, Table } from './environment';

/** A range of keys; `end` is not part of it. */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 512;

/**
 * Walks a range without keeping a read transaction open: in chunks that grow, each continuing after the last key given.
 * Look-ahead is dropped when something was written meanwhile, so a cursor that waited never gives a deleted entry, gives
 * new entries ahead of it, and gives no entry twice.
 */
export function* scanRange(
  environment: Environment,
  table: Table,
  range: KeyRange,
  isReverse = false,
): Generator<Entry, void, undefined> {
  let last: Buffer | undefined;
  for (let size = FIRST_CHUNK; ; size = Math.min(size * 4, LARGEST_CHUNK)) {
    const { version } = environment;
    const chunk = readChunk(table, range, isReverse, last, size);
    for (const entry of chunk) {
      if (environment.version !== version) break;
      last = entry.key;
      yield entry;
    }
    if (chunk.length < size && environment.version === version) return;
  }
}

function readChunk(
  table: Table,
  range: KeyRange,
  isReverse: boolean,
  last: Buffer | undefined,
  limit: number,
): Entry[] {
  const bounds = isReverse
    ? { start: last ?? range.end, exclusiveStart: true, end: range.start, inclusiveEnd: true, reverse: true }
    : { start: last ?? range.start, exclusiveStart: last !== undefined, end: range.end };
  return [...table.getRange({ ...bounds, limit })];
}

/** Every key of a range, collected: inside a write transaction a range must not change while it is walked. */
export function keysIn(table: Table, range: KeyRange, limit?: number): Buffer[] {
  return [...table.getKeys(limit === undefined ? range : { ...range, limit })];
}

/** How many keys the range holds, counting no further than the limit. */
export function countKeys(table: Table, range: KeyRange, limit?: number): number {
  return table.getKeysCount(limit === undefined ? range : { ...range, limit });
}
