import { Int32 } from 'bson';
import { badValue, MongoError } from '../errors';
import type { CollectionIndex } from '../indexes/collection-index';
import { compareSpecs } from '../indexes/index-conflict';
import { checkIndexCount, normalizeIndexSpec } from '../indexes/index-spec';
import type { Call, Command, CommandResult } from '../server/context';
import { DEFAULT_BATCH } from '../server/cursors';
import { sessionIdOf } from '../server/sessions';
import { encodeAny } from '../store/bson';
import type { Collection } from '../store/collection';
import { asDoc, type Doc, docText, isDoc, type Value, valuesEqual } from '../values';
import { argumentsOf } from './arguments';
import { collectionName, findCollection, getCollection, obtainCollection, refuseView } from './namespace';

interface Creation {
  readonly before: number;
  readonly created: readonly CollectionIndex[];
  readonly isNewCollection: boolean;
}

async function createIndexes(call: Call): Promise<Doc> {
  const requests = argumentsOf(call).docs('indexes');
  collectionName(call);
  if (requests.length === 0) throw badValue('Must specify at least one index to create');
  const { before, created, isNewCollection } = await call.server.environment.write(() => build(call, requests));
  for (const index of created) index.isReady = true;
  const reply: Doc = {
    numIndexesBefore: new Int32(before),
    numIndexesAfter: new Int32(before + created.length),
    createdCollectionAutomatically: isNewCollection,
  };
  return created.length > 0 ? { ...reply, ok: 1 } : { ...reply, note: 'all indexes already exist', ok: 1 };
}

/** Either all indexes are made or none. */
function build(call: Call, requests: readonly Doc[]): Creation {
  const isNewCollection = findCollection(call) === undefined;
  const inherited = asDoc(findCollection(call)?.options.collation);
  for (const request of requests) normalizeIndexSpec(request, inherited);
  const collection = obtainCollection(call);
  const before = collection.indexes.length;
  const created: CollectionIndex[] = [];
  try {
    for (const request of requests) {
      const index = buildOne(call, collection, request);
      if (index !== undefined) created.push(index);
    }
  } catch (error) {
    for (const index of created) call.server.catalog.dropIndex(collection, index);
    throw error;
  }
  call.server.catalog.save(collection);
  return { before, created, isNewCollection };
}

function buildOne(call: Call, collection: Collection, request: Doc): CollectionIndex | undefined {
  const spec = normalizeIndexSpec(request, asDoc(collection.options.collation));
  if (valuesEqual(spec.key, { _id: new Int32(1) })) return undefined;
  for (const existing of collection.indexes) if (compareSpecs(existing.spec, spec) === 'same') return undefined;
  checkIndexCount(collection.indexes.length + 1);
  const index = call.server.catalog.newIndex(spec);
  index.isReady = false;
  collection.build(index);
  collection.indexes.push(index);
  return index;
}

async function dropIndexes(call: Call): Promise<Doc> {
  const collection = getCollection(call);
  refuseView(collection);
  const before = collection.indexes.length;
  const doomed = indexesToDrop(collection, call.body.index);
  await call.server.environment.write(() => {
    for (const index of doomed) call.server.catalog.dropIndex(collection, index);
  });
  const msg = call.body.index === '*' ? { msg: 'non-_id indexes dropped for collection' } : {};
  return { nIndexesWas: new Int32(before), ...msg, ok: 1 };
}

/** By name, by names, by key, or `*` for all but `_id`. */
function indexesToDrop(collection: Collection, wanted: Value): CollectionIndex[] {
  if (wanted === '*') return collection.indexes.filter((index) => index.name !== '_id_');
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return list.map((each) => findIndex(collection, each));
}

/** @throws 27 when there is none, 72 for `_id` */
function findIndex(collection: Collection, wanted: Value): CollectionIndex {
  const index = collection.indexes.find((candidate) =>
    isDoc(wanted) ? valuesEqual(candidate.key, wanted) : candidate.name === wanted,
  );
  if (index === undefined) {
    const text = isDoc(wanted)
      ? `can't find index with key: ${docText(wanted)}`
      : `index not found with name [${String(wanted)}]`;
    throw new MongoError(27, 'IndexNotFound', text);
  }
  if (index.name === '_id_') throw new MongoError(72, 'InvalidOptions', 'cannot drop _id index');
  return index;
}

function listIndexes(call: Call): CommandResult {
  const collection = getCollection(call);
  refuseView(collection);
  const batchSize = asDoc(call.body.cursor)?.batchSize;
  const specs = collection.indexes.map(({ spec }) => encodeAny(spec));
  const source = { namespace: collection.namespace, documents: specs[Symbol.iterator]() };
  return call.server.cursors.start(
    source,
    batchSize === undefined ? DEFAULT_BATCH : Number(batchSize),
    sessionIdOf(call.body.lsid),
  );
}

export const indexCommands = new Map<string, Command>([
  ['createIndexes', { fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'], run: createIndexes }],
  ['dropIndexes', { fields: ['index'], run: dropIndexes }],
  ['deleteIndexes', { fields: ['index'], run: dropIndexes }],
  ['listIndexes', { fields: ['cursor'], run: listIndexes }],
]);
