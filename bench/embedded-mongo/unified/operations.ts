import type { AnyBulkWriteOperation, AnyClientBulkWriteModel, Collection, Db, Document, MongoClient } from 'mongodb';
import type { Json } from './test-file';

/** What operations run on, by the name the test gives it. */
export interface Entities {
  readonly clients: Map<string, MongoClient>;
  readonly databases: Map<string, Db>;
  readonly collections: Map<string, Collection>;
}

type OnCollection = (collection: Collection, args: Json) => Promise<unknown>;
type OnDatabase = (database: Db, args: Json) => Promise<unknown>;

const doc = (value: unknown): Document => (typeof value === 'object' && value !== null ? value : {});
const docs = (value: unknown): Document[] => (Array.isArray(value) ? value : []);

/** `returnDocument: "After"` is `after` to the driver. */
function findAndModifyOptions({ returnDocument, ...rest }: Json): Document {
  return typeof returnDocument === 'string' ? { ...rest, returnDocument: returnDocument.toLowerCase() } : rest;
}

const ON_COLLECTION: Record<string, OnCollection> = {
  find: (collection, { filter, ...options }) => collection.find(doc(filter), options).toArray(),
  findOne: (collection, { filter, ...options }) => collection.findOne(doc(filter), options),
  aggregate: (collection, { pipeline, ...options }) => collection.aggregate(docs(pipeline), options).toArray(),
  distinct: (collection, { fieldName, filter, ...options }) =>
    collection.distinct(String(fieldName), doc(filter), options),
  count: (collection, { filter, ...options }) => collection.count(doc(filter), options),
  countDocuments: (collection, { filter, ...options }) => collection.countDocuments(doc(filter), options),
  estimatedDocumentCount: (collection, options) => collection.estimatedDocumentCount(options),
  insertOne: (collection, { document, ...options }) => collection.insertOne(doc(document), options),
  insertMany: (collection, { documents, ...options }) => collection.insertMany(docs(documents), options),
  updateOne: (collection, { filter, update, ...options }) => collection.updateOne(doc(filter), doc(update), options),
  updateMany: (collection, { filter, update, ...options }) => collection.updateMany(doc(filter), doc(update), options),
  replaceOne: (collection, { filter, replacement, ...options }) =>
    collection.replaceOne(doc(filter), doc(replacement), options),
  deleteOne: (collection, { filter, ...options }) => collection.deleteOne(doc(filter), options),
  deleteMany: (collection, { filter, ...options }) => collection.deleteMany(doc(filter), options),
  findOneAndUpdate: (collection, { filter, update, ...options }) =>
    collection.findOneAndUpdate(doc(filter), doc(update), findAndModifyOptions(options)),
  findOneAndReplace: (collection, { filter, replacement, ...options }) =>
    collection.findOneAndReplace(doc(filter), doc(replacement), findAndModifyOptions(options)),
  findOneAndDelete: (collection, { filter, ...options }) => collection.findOneAndDelete(doc(filter), options),
  bulkWrite: (collection, { requests, ...options }) => collection.bulkWrite(bulkOperations(requests), options),
  createIndex: (collection, { keys, ...options }) => collection.createIndex(doc(keys), options),
};

function bulkOperations(requests: unknown): AnyBulkWriteOperation[] {
  const operations: AnyBulkWriteOperation[] = Array.isArray(requests) ? requests : [];
  return operations;
}

const ON_DATABASE: Record<string, OnDatabase> = {
  aggregate: (database, { pipeline, ...options }) => database.aggregate(docs(pipeline), options).toArray(),
  createCollection: (database, { collection, ...options }) => database.createCollection(String(collection), options),
  dropCollection: (database, { collection }) => database.dropCollection(String(collection)),
  modifyCollection: (database, { collection, ...options }) => database.command({ collMod: collection, ...options }),
};

/** Runs an operation and gives the driver's result; its errors pass through. */
export async function runOperation(entities: Entities, object: string, name: string, args: Json): Promise<unknown> {
  const collection = entities.collections.get(object);
  if (collection !== undefined) return known(ON_COLLECTION, name)(collection, args);
  const database = entities.databases.get(object);
  if (database !== undefined) return known(ON_DATABASE, name)(database, args);
  const client = entities.clients.get(object);
  if (client === undefined || name !== 'clientBulkWrite') throw new Error(`no ${name} on ${object}`);
  const { models, ...options } = args;
  return client.bulkWrite(clientModels(models), options);
}

function known<T>(operations: Record<string, T>, name: string): T {
  const operation = operations[name];
  if (operation === undefined) throw new Error(`the runner has no ${name}`);
  return operation;
}

/** `{insertOne: {…}}` is `{name: "insertOne", …}` to the driver. */
function clientModels(models: unknown): AnyClientBulkWriteModel<Document>[] {
  if (!Array.isArray(models)) return [];
  return models.map((model) => {
    const [name = ''] = Object.keys(model);
    return { name, ...model[name] };
  });
}
