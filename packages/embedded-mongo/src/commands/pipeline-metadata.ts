import { Binary, Int32, Long } from 'bson';
import type { MetadataStage } from '../aggregation';
import { MongoError } from '../errors';
import type { Call } from '../server/context';
import type { Doc } from '../values';
import { collectionStatistics } from './statistics';

type MetadataSource = (call: Call, name: string) => Doc[];

const SOURCES = new Map<MetadataStage, MetadataSource>([
  ['$collStats', collStats],
  ['$indexStats', indexStats],
  ['$listLocalSessions', listSessions],
  ['$listSessions', listSessions],
  ['$currentOp', () => []],
  ['$planCacheStats', () => []],
]);

/** The documents a stage about the server or a collection starts from. */
export function metadataDocuments(call: Call, name: string, stage: MetadataStage): Doc[] {
  return SOURCES.get(stage)?.(call, name) ?? [];
}

/** @throws 26 when the collection does not exist */
function collStats(call: Call, name: string): Doc[] {
  const collection = call.server.catalog.find(call.database, name);
  const ns = `${call.database}.${name}`;
  if (collection === undefined) {
    throw new MongoError(
      26,
      'NamespaceNotFound',
      `Unable to retrieve storageStats in $collStats stage :: caused by :: Collection [${ns}] not found.`,
    );
  }
  const statistics = collectionStatistics(call.server, collection);
  return [{ ns, localTime: new Date(), storageStats: statistics, count: statistics.count }];
}

function indexStats(call: Call, name: string): Doc[] {
  const collection = call.server.catalog.find(call.database, name);
  return (collection?.indexes ?? []).map((index) => ({
    name: index.name,
    key: index.key,
    host: `127.0.0.1:${call.server.port()}`,
    accesses: { ops: Long.fromNumber(0), since: call.server.startedAt },
    spec: index.spec,
  }));
}

function listSessions(call: Call): Doc[] {
  return call.server.sessions.list().map(({ id, lastUse }) => ({
    _id: { id: new Binary(Buffer.from(id, 'hex'), 4), uid: new Binary(Buffer.alloc(32), 0) },
    lastUse,
    kind: new Int32(0),
  }));
}
