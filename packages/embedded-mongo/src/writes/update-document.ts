import { encode } from '../store/bson';
import type { Collection, StoredRecord } from '../store/collection';
import type { CompiledUpdate } from '../update';
import type { Doc } from '../values';
import { type ValidationMode, validateDocument } from './validation';

/** A document after an update. */
export interface Updated {
  readonly raw: Uint8Array;
  /** Whether the stored bytes changed: what `nModified` counts. */
  readonly isModified: boolean;
}

/**
 * Applies an update to one stored document. Runs inside `Environment.write`; when it throws, nothing was written.
 * @throws 121, 10334, 11000 and what the update's operators throw
 */
export function updateRecord(
  collection: Collection,
  stored: StoredRecord,
  update: CompiledUpdate,
  positional: number | undefined,
  mode: ValidationMode,
): Updated {
  const after: Doc = update.apply(stored.doc, positional);
  const raw = encode(after);
  if (Buffer.compare(raw, stored.raw) === 0) return { raw, isModified: false };
  validateDocument(collection, after, stored.doc, mode);
  collection.replace(stored, raw, after);
  return { raw, isModified: true };
}
