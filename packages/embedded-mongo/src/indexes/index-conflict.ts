import { MongoError } from '../errors';
import { type Doc, docText, valuesEqual } from '../values';

/**
 * What an existing index means for a new one: `same` when there is nothing to do, undefined when they do not touch.
 * @throws 85 for the same key under another name or other options, 86 for the same name with another key
 */
export function compareSpecs(existing: Doc, wanted: Doc): 'same' | undefined {
  const sameName = existing.name === wanted.name;
  const sameKey = sameKeyPattern(existing, wanted);
  if (!sameName && !sameKey) return undefined;
  if (sameKey && sameOptions(existing, wanted)) {
    if (sameName) return 'same';
    throw new MongoError(85, 'IndexOptionsConflict', `Index already exists with a different name: ${existing.name}`);
  }
  if (!sameName) return identityDiffers(existing, wanted) ? undefined : conflict(existing, wanted);
  if (sameKey && !identityDiffers(existing, wanted)) return conflict(existing, wanted);
  throw new MongoError(
    86,
    'IndexKeySpecsConflict',
    `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${docText(wanted)}, existing index: ${docText(existing)}`,
  );
}

function conflict(existing: Doc, wanted: Doc): never {
  throw new MongoError(
    85,
    'IndexOptionsConflict',
    `An equivalent index already exists with ${existing.name === wanted.name ? 'the same name' : 'a different name'} and different options. Requested index: ${docText(wanted)}, existing index: ${docText(existing)}`,
  );
}

/** Key order and directions count, so `{a: 1, b: 1}` and `{b: 1, a: 1}` differ. */
function sameKeyPattern(existing: Doc, wanted: Doc): boolean {
  return valuesEqual(existing.key, wanted.key);
}

/** Two indexes on one key may stand side by side when these differ. */
const IDENTITY = ['collation', 'partialFilterExpression', 'sparse', 'unique'];
const COMPARED = [...IDENTITY, 'expireAfterSeconds', 'wildcardProjection'];

function identityDiffers(existing: Doc, wanted: Doc): boolean {
  return IDENTITY.some((name) => !valuesEqual(existing[name], wanted[name]));
}

function sameOptions(existing: Doc, wanted: Doc): boolean {
  return COMPARED.every((name) => valuesEqual(existing[name], wanted[name]));
}
