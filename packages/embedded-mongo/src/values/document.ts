import { DBRef } from 'bson';

/** Any BSON value as `bson.deserialize` gives it; `undefined` means missing. */
export type Value = unknown;

/** A document: a plain object whose key order matters. */
export interface Doc {
  [key: string]: Value;
}

/** Whether the value is an embedded document in plain form (a DBRef instance is not; see {@link asDoc}). */
export function isDoc(value: Value): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value as a document, opening the DBRef that `bson` makes of `{$ref, $id}`; otherwise undefined. */
export function asDoc(value: Value): Doc | undefined {
  if (isDoc(value)) return value;
  return value instanceof DBRef ? openReference(value) : undefined;
}

function openReference(reference: DBRef): Doc {
  const doc: Doc = { $ref: reference.collection, $id: reference.oid };
  if (reference.db) doc.$db = reference.db;
  return Object.assign(doc, reference.fields);
}

/** The document's own field, undefined when missing; names such as `constructor` are not inherited. */
export function field(doc: Doc, name: string): Value {
  const value = doc[name];
  if (typeof value === 'function' || name === '__proto__') {
    return Object.hasOwn(doc, name) ? Object.getOwnPropertyDescriptor(doc, name)?.value : undefined;
  }
  return value;
}

/** Sets a field in place; `__proto__` becomes a field like any other. */
export function setField(doc: Doc, name: string, value: Value): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    doc[name] = value;
  }
}

/** A copy in which every document and array is new; leaf values, which nobody changes, are shared. */
export function cloneValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(cloneValue);
  const doc = asDoc(value);
  return doc === undefined ? value : cloneDoc(doc);
}

/** {@link cloneValue} for a document. */
export function cloneDoc(doc: Doc): Doc {
  const copy: Doc = {};
  for (const name of Object.keys(doc)) setField(copy, name, cloneValue(field(doc, name)));
  return copy;
}

/** A copy of the document's top level only. */
export function shallowCopy(doc: Doc): Doc {
  const copy: Doc = {};
  for (const name of Object.keys(doc)) setField(copy, name, field(doc, name));
  return copy;
}
