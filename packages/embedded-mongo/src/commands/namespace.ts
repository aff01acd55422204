import { MongoError } from '../errors';
import type { Call } from '../server/context';
import type { Collection } from '../store/collection';
import type { Doc } from '../values';
import { typeName } from '../values';

const invalidNamespace = (message: string) => new MongoError(73, 'InvalidNamespace', message);

/**
 * The collection name a command starts with.
 * @throws 73 when it cannot be a collection's name
 */
export function collectionName(call: Call): string {
  const name = call.body[call.name];
  if (typeof name !== 'string') {
    throw invalidNamespace(`collection name has invalid type ${typeName(name)}`);
  }
  checkName(call.database, name);
  return name;
}

/** @throws 73 */
export function checkName(database: string, name: string): void {
  const namespace = `${database}.${name}`;
  if (name === '') throw invalidNamespace(`Invalid namespace specified '${namespace}'`);
  if (name.startsWith('.') || name.endsWith('.') || name.includes('\0')) {
    throw invalidNamespace(`Invalid namespace specified '${namespace}'`);
  }
  if (name.includes('$') && !name.startsWith('$cmd')) throw invalidNamespace(`Invalid collection name: ${name}`);
  if (Buffer.byteLength(namespace) > 255)
    throw invalidNamespace(`Fully qualified namespace is too long. Namespace: ${namespace} Max: 255`);
}

/** The collection, or undefined; views are collections too. */
export function findCollection(call: Call): Collection | undefined {
  return call.server.catalog.find(call.database, collectionName(call));
}

/** @throws 26 when it does not exist */
export function getCollection(call: Call): Collection {
  const collection = findCollection(call);
  if (collection === undefined) {
    throw new MongoError(26, 'NamespaceNotFound', `ns does not exist: ${call.database}.${collectionName(call)}`);
  }
  return collection;
}

/**
 * The collection a write goes to, made when it does not exist. Runs inside `Environment.write`.
 * @throws 166 when it is a view
 */
export function obtainCollection(call: Call): Collection {
  const found = findCollection(call);
  if (found === undefined) return call.server.catalog.create(call.database, collectionName(call), {});
  refuseView(found);
  return found;
}

/** @throws 166 when it is a view */
export function refuseView(collection: Collection): void {
  if (!isView(collection)) return;
  throw new MongoError(
    166,
    'CommandNotSupportedOnView',
    `Namespace ${collection.namespace} is a view, not a collection`,
  );
}

/** A collection that only has a definition. */
export interface View extends Collection {
  options: Doc & { viewOn: string };
}

/** Whether it is a view: a pipeline over another collection. */
export function isView(collection: Collection | undefined): collection is View {
  return collection?.options.viewOn !== undefined;
}
