import { randomUUID } from 'node:crypto';
import { Int32, UUID } from 'bson';
import { CollectionIndex, type IndexState } from '../indexes/collection-index';
import { normalizeIndexSpec } from '../indexes/index-spec';
import { asDoc, type Doc, numberOf } from '../values';
import { decode, encodeAny } from './bson';
import { Collection } from './collection';
import type { Environment } from './environment';
import { prefixOf } from './key-space';

const COUNTER_KEY = Buffer.from('counter');
const COLLECTION_TAG = 0x01;
const GARBAGE_TAG = 0x02;

/** Key ranges of something dropped, which the sweep removes bit by bit. */
export interface Garbage {
  readonly kind: 'records' | 'entries';
  readonly id: number;
}

/**
 * Which collections exist and how they are defined; read once at the start, written through. Its writing methods must
 * run inside `Environment.write`.
 */
export class Catalog {
  private readonly collections = new Map<string, Collection>();
  private lastId: number;

  constructor(private readonly environment: Environment) {
    this.lastId = environment.catalog.get(COUNTER_KEY)?.readUInt32BE(0) ?? 0;
    for (const { value } of environment.catalog.getRange(tagRange(COLLECTION_TAG))) this.load(decode(value));
  }

  find(database: string, name: string): Collection | undefined {
    return this.collections.get(`${database}.${name}`);
  }

  /** Collections of a database, or all, by name. */
  list(database?: string): Collection[] {
    const all = [...this.collections.values()];
    return (database === undefined ? all : all.filter((collection) => collection.database === database)).sort((a, b) =>
      a.namespace < b.namespace ? -1 : 1,
    );
  }

  /** Creates a collection with its first index; a view has neither documents nor indexes. */
  create(database: string, name: string, options: Doc): Collection {
    const uuid = new UUID(randomUUID()).buffer;
    const collection = this.attach(this.takeId(), database, name, options, uuid);
    const spec = firstIndex(options);
    if (spec !== undefined) collection.indexes.push(this.newIndex(normalizeIndexSpec(spec, asDoc(options.collation))));
    this.save(collection);
    return collection;
  }

  /** An index with a number of its own; the caller builds it, adds it to the collection and saves. */
  newIndex(spec: Doc): CollectionIndex {
    const fields = Object.keys(asDoc(spec.key) ?? {});
    return new CollectionIndex(this.takeId(), spec, { multikey: fields.map(() => false), hasCutKeys: false });
  }

  drop(collection: Collection): void {
    this.collections.delete(collection.namespace);
    this.environment.catalog.removeSync(collectionKey(collection.id));
    this.discard({ kind: 'records', id: collection.id });
    for (const index of collection.indexes) this.discard({ kind: 'entries', id: index.id });
  }

  dropIndex(collection: Collection, index: CollectionIndex): void {
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
    this.discard({ kind: 'entries', id: index.id });
    this.save(collection);
  }

  rename(collection: Collection, database: string, name: string): void {
    this.collections.delete(collection.namespace);
    collection.database = database;
    collection.name = name;
    this.collections.set(collection.namespace, collection);
    this.save(collection);
  }

  /** Writes the collection's definition. */
  save(collection: Collection): void {
    const definition = {
      id: collection.id,
      database: collection.database,
      name: collection.name,
      options: collection.options,
      uuid: new UUID(collection.uuid),
      indexes: collection.indexes.map(({ id, spec, state }) => ({ id, spec, ...state })),
    };
    this.environment.catalog.putSync(collectionKey(collection.id), Buffer.from(encodeAny(definition)));
  }

  /** What was dropped and is still to be removed. */
  listGarbage(): Garbage[] {
    return [...this.environment.catalog.getKeys(tagRange(GARBAGE_TAG))].map((key) => ({
      kind: key[1] === 0 ? 'records' : 'entries',
      id: key.readUInt32BE(2),
    }));
  }

  /** Marks dropped data for the sweep; a crash before the sweep loses nothing. */
  discard(garbage: Garbage): void {
    this.environment.catalog.putSync(garbageKey(garbage), Buffer.from([0]));
  }

  forget(garbage: Garbage): void {
    this.environment.catalog.removeSync(garbageKey(garbage));
  }

  private load(definition: Doc): void {
    const { id, database, name, options, uuid, indexes } = definition;
    const bytes = uuid instanceof UUID ? uuid.buffer : new UUID().buffer;
    const collection = this.attach(numberOf(id), String(database), String(name), asDoc(options) ?? {}, bytes);
    for (const item of Array.isArray(indexes) ? indexes : []) {
      const stored = asDoc(item) ?? {};
      collection.indexes.push(new CollectionIndex(numberOf(stored.id), asDoc(stored.spec) ?? {}, stateOf(stored)));
    }
  }

  private attach(id: number, database: string, name: string, options: Doc, uuid: Uint8Array): Collection {
    const onIndexStateChange = (changed: Collection): void => this.save(changed);
    const collection = new Collection(this.environment, id, database, name, options, uuid, onIndexStateChange);
    this.collections.set(collection.namespace, collection);
    return collection;
  }

  private takeId(): number {
    this.lastId += 1;
    this.environment.catalog.putSync(COUNTER_KEY, prefixOf(this.lastId));
    return this.lastId;
  }
}

/** The index a collection is born with: `_id`; time and meta for a time series; none for a view. */
function firstIndex({ viewOn, timeseries }: Doc): Doc | undefined {
  if (viewOn !== undefined) return undefined;
  const series = asDoc(timeseries);
  if (series === undefined) return { key: { _id: new Int32(1) }, name: '_id_' };
  const meta = series.metaField === undefined ? {} : { [String(series.metaField)]: new Int32(1) };
  return { key: { ...meta, [String(series.timeField)]: new Int32(1) } };
}

function stateOf(stored: Doc): IndexState {
  const flags = Array.isArray(stored.multikey) ? stored.multikey : [];
  return { multikey: flags.map((flag) => flag === true), hasCutKeys: stored.hasCutKeys === true };
}

function collectionKey(id: number): Buffer {
  return Buffer.concat([Buffer.from([COLLECTION_TAG]), prefixOf(id)]);
}

function garbageKey({ kind, id }: Garbage): Buffer {
  return Buffer.concat([Buffer.from([GARBAGE_TAG, kind === 'records' ? 0 : 1]), prefixOf(id)]);
}

function tagRange(tag: number): { start: Buffer; end: Buffer } {
  return { start: Buffer.from([tag]), end: Buffer.from([tag + 1]) };
}
