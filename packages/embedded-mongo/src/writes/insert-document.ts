import { BSONRegExp, ObjectId } from 'bson';
import { badValue, dollarPrefixedFieldName, MongoError } from '../errors';
import { decode, encode, MAX_DOCUMENT_BYTES } from '../store/bson';
import type { Collection, StoredRecord } from '../store/collection';
import { asDoc, type Doc, isDoc, numberOf, typeName } from '../values';
import { type ValidationMode, validateDocument } from './validation';

/**
 * Stores one document given as bytes; it gets an `_id` when it has none, and `_id` comes first. Runs inside
 * `Environment.write`.
 * @throws 53 for an `_id` of a type it cannot have, 121, 10334, 11000
 */
export function insertRaw(collection: Collection, raw: Uint8Array, mode: ValidationMode): StoredRecord {
  const doc = decode(raw);
  const [first] = Object.keys(doc);
  if (first !== '_id' || raw.length > MAX_DOCUMENT_BYTES) return insertDocument(collection, doc, mode);
  return store(collection, doc, raw, mode);
}

/** {@link insertRaw} for a document that is not in bytes yet. */
export function insertDocument(collection: Collection, doc: Doc, mode: ValidationMode): StoredRecord {
  const { _id = new ObjectId() } = doc;
  const ordered: Doc = { _id };
  return store(collection, Object.assign(ordered, doc, { _id }), undefined, mode);
}

function store(collection: Collection, doc: Doc, raw: Uint8Array | undefined, mode: ValidationMode): StoredRecord {
  checkId(doc._id);
  checkTime(collection, doc);
  validateDocument(collection, doc, undefined, mode);
  const stored = collection.insert(raw ?? encode(doc), doc);
  if (collection.options.capped === true) trimCapped(collection, stored);
  return stored;
}

function checkId(id: unknown): void {
  if (Array.isArray(id) || id instanceof BSONRegExp || id === undefined) {
    throw new MongoError(53, 'InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`);
  }
  const inner = isDoc(id) ? Object.keys(asDoc(id) ?? {}).find((name) => name.startsWith('$')) : undefined;
  if (inner !== undefined && inner !== '$ref' && inner !== '$id' && inner !== '$db') {
    throw dollarPrefixedFieldName(`_id fields may not contain '$'-prefixed fields: ${inner} is not valid for storage.`);
  }
}

/** @throws 2 for a document of a time series without a time */
function checkTime(collection: Collection, doc: Doc): void {
  const timeField = asDoc(collection.options.timeseries)?.timeField;
  if (timeField === undefined || doc[String(timeField)] instanceof Date) return;
  throw badValue(`'${String(timeField)}' must be present and contain a valid BSON UTC datetime value`);
}

/** Removes the oldest documents while a capped collection holds too many, or too many bytes. */
function trimCapped(collection: Collection, newest: StoredRecord): void {
  const max = numberOf(collection.options.max) || Number.POSITIVE_INFINITY;
  const size = numberOf(collection.options.size) || Number.POSITIVE_INFINITY;
  while (collection.count > max || collection.dataSize > size) {
    const [oldest] = collection.scan();
    if (oldest === undefined || oldest.record === newest.record) return;
    collection.remove(oldest);
  }
}
