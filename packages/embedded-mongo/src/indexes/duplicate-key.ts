import { MongoError } from '../errors';
import { type Doc, valueText } from '../values';
import type { CollectionIndex } from './collection-index';
import { EMPTY_ARRAY, type KeyValues } from './extract-keys';

/** Error 11000 with MongoDB's text, `keyPattern` and `keyValue`. */
export function duplicateKey(namespace: string, index: CollectionIndex, values: KeyValues): MongoError {
  const keyValue: Doc = {};
  for (const [at, field] of index.fields.entries()) keyValue[field.path] = shown(values[at]);
  const text = Object.entries(keyValue)
    .map(([path, value]) => `${path}: ${valueText(value)}`)
    .join(', ');
  const collation = index.collation === undefined ? '' : ` collation: ${collationText(index)}`;
  return new MongoError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index.name}${collation} dup key: { ${text} }`,
    { keyPattern: index.key, keyValue },
  );
}

function shown(value: unknown): unknown {
  return value === undefined || value === EMPTY_ARRAY ? null : value;
}

function collationText(index: CollectionIndex): string {
  return valueText(index.spec.collation);
}
