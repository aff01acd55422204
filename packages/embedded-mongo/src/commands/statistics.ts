import { Double, Int32, Long } from 'bson';
import { MongoError } from '../errors';
import type { Call, Command, ServerContext } from '../server/context';
import type { Collection } from '../store/collection';
import { afterPrefix } from '../store/key-space';
import type { Doc } from '../values';
import { argumentsOf } from './arguments';
import { findCollection, getCollection } from './namespace';
import { validateCollection } from './validate-collection';

/** What `collStats` and `$collStats` tell of a collection. */
export function collectionStatistics(server: ServerContext, collection: Collection): Doc {
  const { count, dataSize } = collection;
  const indexSizes = Object.fromEntries(
    collection.indexes.map((index) => [index.name, new Int32(indexBytes(server, index.prefix))]),
  );
  const statistics: Doc = {
    size: new Int32(dataSize),
    count: new Int32(count),
    ...(count > 0 ? { avgObjSize: new Int32(Math.floor(dataSize / count)) } : {}),
    numOrphanDocs: new Int32(0),
    storageSize: new Int32(dataSize),
    freeStorageSize: new Int32(0),
    capped: collection.options.capped === true,
    nindexes: new Int32(collection.indexes.length),
    indexBuilds: [],
    totalIndexSize: new Int32(Object.values(indexSizes).reduce((sum, size) => sum + size.value, 0)),
    totalSize: new Int32(dataSize),
    indexSizes,
    scaleFactor: new Int32(1),
  };
  if (collection.options.capped === true) {
    statistics.max = collection.options.max ?? Long.fromNumber(0);
    statistics.maxSize = collection.options.size;
  }
  return statistics;
}

/** Entries have no exact size of their own; forty bytes each is near. */
function indexBytes(server: ServerContext, prefix: Buffer): number {
  return server.environment.entries.getKeysCount({ start: prefix, end: afterPrefix(prefix) }) * 40;
}

function collStats(call: Call): Doc {
  const collection = findCollection(call);
  const ns = `${call.database}.${String(call.body[call.name])}`;
  if (collection === undefined) {
    return {
      ns,
      size: new Int32(0),
      count: new Int32(0),
      storageSize: new Int32(0),
      totalSize: new Int32(0),
      nindexes: new Int32(0),
      indexSizes: {},
      totalIndexSize: new Int32(0),
      scaleFactor: new Int32(1),
      ok: 1,
    };
  }
  return { ns, ...collectionStatistics(call.server, collection), ok: 1 };
}

function dbStats(call: Call): Doc {
  const collections = call.server.catalog
    .list(call.database)
    .filter((collection) => collection.options.viewOn === undefined);
  const objects = collections.reduce((sum, collection) => sum + collection.count, 0);
  const dataSize = collections.reduce((sum, collection) => sum + collection.dataSize, 0);
  const indexes = collections.reduce((sum, collection) => sum + collection.indexes.length, 0);
  return {
    db: call.database,
    collections: new Int32(collections.length),
    views: new Int32(call.server.catalog.list(call.database).length - collections.length),
    objects: new Int32(objects),
    avgObjSize: new Double(objects === 0 ? 0 : dataSize / objects),
    dataSize: new Double(dataSize),
    storageSize: new Double(dataSize),
    indexes: new Int32(indexes),
    indexSize: new Double(0),
    totalSize: new Double(dataSize),
    scaleFactor: new Int32(1),
    fsUsedSize: new Double(0),
    fsTotalSize: new Double(0),
    ok: 1,
  };
}

function validate(call: Call): Doc {
  const collection = getCollection(call);
  if (collection.options.viewOn !== undefined) {
    throw new MongoError(166, 'CommandNotSupportedOnView', 'Cannot validate a view');
  }
  argumentsOf(call).flag('full');
  return validateCollection(call.server, collection);
}

export const statisticsCommands = new Map<string, Command>([
  ['collStats', { fields: ['scale'], run: collStats }],
  ['collstats', { fields: ['scale'], run: collStats }],
  ['dbStats', { fields: ['scale', 'freeStorage'], run: dbStats }],
  ['dbstats', { fields: ['scale', 'freeStorage'], run: dbStats }],
  ['validate', { fields: ['full', 'repair', 'metadata', 'checkBSONConformance', 'background'], run: validate }],
]);
