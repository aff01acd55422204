import { createHash } from 'node:crypto';
import { compileFilter, type Matcher, type QueryContext } from '../query';
import { asDoc, type Collation, type Doc, makeCollation } from '../values';
import { EMPTY_ARRAY, extractKeys, type KeyValues } from './extract-keys';
import { type IndexField, indexFields } from './index-spec';
import { KeyWriter } from './key-writer';
import { EMPTY_ARRAY_BYTE, writeValue } from './value-key';

/** LMDB keys end at 1,978 bytes; the index number (4) and the record number (6) need their share. */
const MAX_KEY_BYTES = 1900;
const HASH_BYTES = 20;
/** What is left of a key that was cut. */
export const CUT_KEY_BYTES = MAX_KEY_BYTES - HASH_BYTES;

/** What the planner must know of the documents an index has seen; it only ever grows. */
export interface IndexState {
  /** For each field, whether some document had an array on its path. */
  multikey: boolean[];
  /** Whether some key was cut, so that order among long keys is lost. */
  hasCutKeys: boolean;
}

/** The entries of one document, ready to be written. */
export interface IndexEntries {
  readonly keys: readonly Buffer[];
  /** The values behind each key, for error messages. */
  readonly values: readonly KeyValues[];
  readonly multikey: readonly boolean[];
  readonly hasCutKeys: boolean;
}

const NO_ENTRIES: IndexEntries = { keys: [], values: [], multikey: [], hasCutKeys: false };

/** An index of one collection: its definition, and the making of its entries. It stores nothing itself. */
export class CollectionIndex {
  readonly fields: readonly IndexField[];
  readonly collation: Collation | undefined;
  readonly prefix: Buffer;
  /** False while its entries are not committed: it is kept up to date but answers no query. */
  isReady = true;
  private readonly paths: readonly (readonly string[])[];
  private readonly partialFilter: Matcher | undefined;

  constructor(
    readonly id: number,
    public spec: Doc,
    readonly state: IndexState,
  ) {
    this.fields = indexFields(this.key);
    this.paths = this.fields.map((field) => field.parts);
    const collation = asDoc(spec.collation);
    this.collation = collation === undefined ? undefined : makeCollation(collation);
    const filter = asDoc(spec.partialFilterExpression);
    this.partialFilter = filter === undefined ? undefined : compileFilter(filter, indexContext(this.collation));
    this.prefix = Buffer.alloc(4);
    this.prefix.writeUInt32BE(id, 0);
  }

  get name(): string {
    return String(this.spec.name);
  }

  get key(): Doc {
    return asDoc(this.spec.key) ?? {};
  }

  /** `_id` is unique without saying so. */
  get isUnique(): boolean {
    return this.spec.unique === true || this.name === '_id_';
  }

  get isSparse(): boolean {
    return this.spec.sparse === true;
  }

  get isHidden(): boolean {
    return this.spec.hidden === true;
  }

  /** Wildcard indexes are listed but keep no entries and answer no query. */
  get isWildcard(): boolean {
    return this.fields.some((field) => field.path.includes('$**'));
  }

  get isMultikey(): boolean {
    return this.state.multikey.includes(true);
  }

  /**
   * The entries this document has in the index, without duplicates.
   * @throws 171 for parallel arrays
   */
  entriesOf(doc: Doc): IndexEntries {
    if (this.isWildcard || this.partialFilter?.matches(doc) === false) return NO_ENTRIES;
    const { entries, multikey } = extractKeys(doc, this.paths);
    if (this.isSparse && entries.every((values) => values.every((value) => value === undefined))) return NO_ENTRIES;
    return this.encodeAll(entries, multikey);
  }

  private encodeAll(entries: readonly KeyValues[], multikey: readonly boolean[]): IndexEntries {
    const keys = new Map<string, Buffer>();
    const values: KeyValues[] = [];
    let hasCutKeys = false;
    for (const entry of entries) {
      const full = this.encode(entry);
      const key = cutKey(full);
      if (key !== full) hasCutKeys = true;
      const identity = entries.length === 1 ? '' : key.toString('latin1');
      if (keys.has(identity)) continue;
      keys.set(identity, Buffer.concat([this.prefix, key]));
      values.push(entry);
    }
    return { keys: [...keys.values()], values, multikey, hasCutKeys };
  }

  private encode(values: KeyValues): Buffer {
    const writer = new KeyWriter();
    for (const [at, field] of this.fields.entries()) {
      const start = writer.position;
      const value = values[at];
      if (value === EMPTY_ARRAY) writer.byte(EMPTY_ARRAY_BYTE);
      else writeValue(writer, value ?? null, this.collation);
      if (field.isDescending) writer.complementFrom(start);
    }
    return writer.finish();
  }
}

/** The key itself, or its beginning with a hash of all of it when it is too long for LMDB. */
function cutKey(key: Buffer): Buffer {
  if (key.length <= MAX_KEY_BYTES) return key;
  const hash = createHash('sha1').update(key).digest();
  return Buffer.concat([key.subarray(0, CUT_KEY_BYTES), hash]);
}

function indexContext(collation: Collation | undefined): QueryContext {
  const context: QueryContext = { variables: {}, now: new Date(0), tick: () => undefined };
  return collation === undefined ? context : { ...context, collation };
}
