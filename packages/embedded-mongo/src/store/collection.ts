import type { CollectionIndex } from '../indexes/collection-index';
import { duplicateKey } from '../indexes/duplicate-key';
import { asDoc, type Collation, type Doc, makeCollation } from '../values';
import { decode } from './bson';
import { type Change, EntryWriter } from './entry-writer';
import type { Environment } from './environment';
import { afterPrefix, prefixOf, recordKey, recordOfKey } from './key-space';
import { countKeys, type KeyRange, keysIn, scanRange } from './range-scan';

/** A stored document. */
export class StoredRecord {
  private decoded: Doc | undefined;

  constructor(
    readonly record: number,
    readonly raw: Uint8Array,
  ) {}

  /** Decoded once. */
  get doc(): Doc {
    this.decoded ??= decode(this.raw);
    return this.decoded;
  }
}

/**
 * A collection's documents and index entries. Writing methods must run inside `Environment.write`; each checks all
 * indexes before it changes anything, so a document is written with all its entries or not at all.
 */
export class Collection {
  readonly indexes: CollectionIndex[] = [];
  readonly collation: Collation | undefined;
  private nextRecord: number | undefined;
  private documentCount: number;
  private documentBytes: number | undefined;
  private readonly prefix: Buffer;
  private readonly entries: EntryWriter;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly environment: Environment,
    readonly id: number,
    public database: string,
    public name: string,
    public options: Doc,
    readonly uuid: Uint8Array,
    onIndexStateChange: (collection: Collection) => void,
  ) {
    this.prefix = prefixOf(id);
    this.entries = new EntryWriter(environment.entries, this, () => onIndexStateChange(this));
    this.documentCount = countKeys(environment.records, this.range);
    const collation = asDoc(options.collation);
    this.collation = collation === undefined ? undefined : makeCollation(collation);
  }

  get namespace(): string {
    return `${this.database}.${this.name}`;
  }

  get count(): number {
    return this.documentCount;
  }

  /** Bytes of all documents, counted at first use and kept from then on. */
  get dataSize(): number {
    if (this.documentBytes === undefined) {
      let bytes = 0;
      for (const { raw } of this.scan()) bytes += raw.length;
      this.documentBytes = bytes;
    }
    return this.documentBytes;
  }

  get range(): KeyRange {
    return { start: this.prefix, end: afterPrefix(this.prefix) };
  }

  find(record: number): StoredRecord | undefined {
    const raw = this.environment.records.get(recordKey(this.id, record));
    return raw === undefined ? undefined : new StoredRecord(record, raw);
  }

  /** Every document in insertion order, or in the opposite one. */
  *scan(isReverse = false, range: KeyRange = this.range): Generator<StoredRecord, void, undefined> {
    for (const { key, value } of scanRange(this.environment, this.environment.records, range, isReverse)) {
      yield new StoredRecord(recordOfKey(key), value);
    }
  }

  /** The documents that came after the given record. */
  scanAfter(record: number): Generator<StoredRecord, void, undefined> {
    return this.scan(false, { start: recordKey(this.id, record + 1), end: this.range.end });
  }

  /** @throws 11000 when a unique index has the key already */
  insert(raw: Uint8Array, doc: Doc): StoredRecord {
    const changes = this.entries.changes(undefined, doc);
    this.checkUnique(changes, undefined);
    const record = this.takeRecordNumber();
    this.environment.records.putSync(recordKey(this.id, record), asBuffer(raw));
    this.entries.apply(changes, record);
    this.documentCount += 1;
    this.addBytes(raw.length);
    this.notify();
    return new StoredRecord(record, raw);
  }

  /**
   * Replaces a document in its place.
   * @throws 11000 when a unique index has the key already
   */
  replace(old: StoredRecord, raw: Uint8Array, doc: Doc): void {
    const changes = this.entries.changes(decode(old.raw), doc);
    this.checkUnique(changes, old.record);
    this.environment.records.putSync(recordKey(this.id, old.record), asBuffer(raw));
    this.entries.apply(changes, old.record);
    this.addBytes(raw.length - old.raw.length);
  }

  remove(old: StoredRecord): void {
    const { doc } = old;
    for (const index of this.indexes) {
      for (const key of index.entriesOf(doc).keys) this.entries.remove(index, key, old.record);
    }
    this.environment.records.removeSync(recordKey(this.id, old.record));
    this.documentCount -= 1;
    this.addBytes(-old.raw.length);
  }

  /** Fills a new index from all documents; on a duplicate it leaves no entry behind. */
  build(index: CollectionIndex): void {
    try {
      for (const key of keysIn(this.environment.records, this.range)) this.buildEntry(index, recordOfKey(key));
    } catch (error) {
      this.environment.version += 1;
      const range = { start: index.prefix, end: afterPrefix(index.prefix) };
      for (const key of keysIn(this.environment.entries, range)) this.environment.entries.removeSync(key);
      throw error;
    }
  }

  private buildEntry(index: CollectionIndex, record: number): void {
    const doc = this.find(record)?.doc;
    if (doc === undefined) return;
    const change = { index, before: [], after: index.entriesOf(doc) };
    this.checkUnique([change], record);
    this.entries.apply([change], record);
  }

  /** Calls back at every insert until the returned function is called. */
  onInsert(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @throws 11000 when another record than `own` has one of the keys in a unique index */
  private checkUnique(changes: readonly Change[], own: number | undefined): void {
    for (const { index, after } of changes) {
      if (!index.isUnique) continue;
      for (const [at, key] of after.keys.entries()) {
        const holder = this.entries.holderOf(key);
        if (holder !== undefined && holder !== own) throw duplicateKey(this.namespace, index, after.values[at] ?? []);
      }
    }
  }

  private addBytes(bytes: number): void {
    if (this.documentBytes !== undefined) this.documentBytes += bytes;
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private takeRecordNumber(): number {
    if (this.nextRecord === undefined) {
      const [last] = this.environment.records.getKeys({
        start: this.range.end,
        end: this.range.start,
        reverse: true,
        limit: 1,
      });
      this.nextRecord = last === undefined ? 1 : recordOfKey(last) + 1;
    }
    const record = this.nextRecord;
    this.nextRecord += 1;
    return record;
  }
}

function asBuffer(raw: Uint8Array): Buffer {
  return Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}
