import { invalidOptions } from '../errors';
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
  refuseTimeseries(collection);
  const after: Doc = update.apply(stored.doc, positional);
  const raw = encode(after);
  if (Buffer.compare(raw, stored.raw) === 0) return { raw, isModified: false };
  validateDocument(collection, after, stored.doc, mode);
  collection.replace(stored, raw, after);
  return { raw, isModified: true };
}

/** @throws 72 */
function refuseTimeseries(collection: Collection): void {
  if (collection.options.timeseries === undefined) return;
  throw invalidOptions('Documents of a time-series collection cannot be updated by the embedded server');
}
