import { location } from '../errors';
import type { Doc } from '../values';

/** Fields every command takes. */
const GENERIC = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  '$readPreference',
  '$clusterTime',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$audit',
  '$client',
]);

/** Fields of the commands that `explain` takes too. */
export const FIELDS = {
  find: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'max',
    'min',
    'returnKey',
    'showRecordId',
    'tailable',
    'awaitData',
    'oplogReplay',
    'noCursorTimeout',
    'allowPartialResults',
    'collation',
    'allowDiskUse',
    'let',
    'ntoreturn',
    'snapshot',
    'maxScan',
  ],
  aggregate: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
  count: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  distinct: ['key', 'query', 'collation', 'hint'],
  update: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  delete: ['deletes', 'ordered', 'let'],
  findAndModify: [
    'query',
    'fields',
    'sort',
    'hint',
    'collation',
    'arrayFilters',
    'remove',
    'update',
    'upsert',
    'new',
    'bypassDocumentValidation',
    'let',
  ],
} as const satisfies Record<string, readonly string[]>;

/** @throws 40415 for a field that neither this command nor every command has */
export function checkFields(name: string, fields: readonly string[], body: Doc): void {
  for (const field of Object.keys(body)) {
    if (field === name || GENERIC.has(field) || fields.includes(field)) continue;
    throw location(40415, `BSON field '${name}.${field}' is an unknown field.`);
  }
}
