import type { CollectionIndex, IndexEntries } from '../indexes/collection-index';
import type { Doc } from '../values';
import type { Table } from './environment';
import { recordBytes, recordOfEntry } from './key-space';

/** What a write means for one index. */
export interface Change {
  readonly index: CollectionIndex;
  readonly before: readonly Buffer[];
  readonly after: IndexEntries;
}

const NO_VALUE = Buffer.from([0]);

/** Keeps the entries of a collection's indexes in step with its documents. */
export class EntryWriter {
  constructor(
    private readonly table: Table,
    private readonly collection: { readonly indexes: readonly CollectionIndex[] },
    private readonly onStateChange: () => void,
  ) {}

  /** What storing `after` in place of `before` means for every index. Writes nothing. */
  changes(before: Doc | undefined, after: Doc): Change[] {
    return this.collection.indexes.map((index) => ({
      index,
      before: before === undefined ? [] : index.entriesOf(before).keys,
      after: index.entriesOf(after),
    }));
  }

  /** The record that holds a key of a unique index. */
  holderOf(key: Buffer): number | undefined {
    const holder = this.table.get(key);
    return holder === undefined ? undefined : recordOfEntry(key, holder);
  }

  /** Writes what changed. */
  apply(changes: readonly Change[], record: number): void {
    for (const { index, before, after } of changes) {
      const kept = new Set(before.length === 0 ? [] : after.keys.map((key) => key.toString('latin1')));
      const had = new Set(before.map((key) => key.toString('latin1')));
      for (const key of before) if (!kept.has(key.toString('latin1'))) this.remove(index, key, record);
      for (const key of after.keys)
        if (had.size === 0 || !had.has(key.toString('latin1'))) this.put(index, key, record);
      this.learn(index, after);
    }
  }

  private put(index: CollectionIndex, key: Buffer, record: number): void {
    const number = recordBytes(record);
    if (index.isUnique) this.table.putSync(key, number);
    else this.table.putSync(Buffer.concat([key, number]), NO_VALUE);
  }

  remove(index: CollectionIndex, key: Buffer, record: number): void {
    this.table.removeSync(index.isUnique ? key : Buffer.concat([key, recordBytes(record)]));
  }

  /** Notes what the planner must know: arrays met, keys cut. */
  private learn(index: CollectionIndex, entries: IndexEntries): void {
    let isNew = entries.hasCutKeys && !index.state.hasCutKeys;
    for (const [at, isMultikey] of entries.multikey.entries()) {
      if (!isMultikey || index.state.multikey[at] === true) continue;
      index.state.multikey[at] = true;
      isNew = true;
    }
    if (!isNew) return;
    index.state.hasCutKeys ||= entries.hasCutKeys;
    this.onStateChange();
  }
}
