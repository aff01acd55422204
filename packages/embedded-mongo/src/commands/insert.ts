import { Int32 } from 'bson';
import { badValue, MongoError } from '../errors';
import type { Call, Command } from '../server/context';
import { encodeAny } from '../store/bson';
import type { Doc } from '../values';
import { isDoc } from '../values';
import { insertRaw } from '../writes/insert-document';
import { argumentsOf } from './arguments';
import { collectionName, obtainCollection } from './namespace';
import { commandContext } from './query-context';
import { runBatch, withWriteErrors } from './write-batch';

/** The most statements one write command may have; `hello` announces it. */
export const MAX_WRITE_BATCH = 100_000;

async function insert(call: Call): Promise<Doc> {
  const args = argumentsOf(call);
  collectionName(call);
  const documents = documentsOf(call);
  const { ctx } = commandContext(args, undefined);
  const mode = { ctx, isBypassed: args.flag('bypassDocumentValidation') };
  let inserted = 0;
  const writeErrors = await runBatch(call, documents, (raw) => {
    insertRaw(obtainCollection(call), raw, mode);
    inserted += 1;
  });
  return withWriteErrors({ n: new Int32(inserted) }, writeErrors);
}

function documentsOf(call: Call): readonly Uint8Array[] {
  const documents = call.sequences.get('documents') ?? inBody(call.body.documents);
  if (documents.length === 0 || documents.length > MAX_WRITE_BATCH) throw invalidLength(documents.length);
  return documents;
}

function inBody(value: unknown): Uint8Array[] {
  if (!Array.isArray(value)) throw badValue("BSON field 'insert.documents' is missing but a required field");
  return value.map((item) => {
    if (item instanceof Uint8Array) return item;
    if (isDoc(item)) return encodeAny(item);
    throw badValue('documents to insert must be documents');
  });
}

/** @throws never; gives error 16, for a batch without statements or with too many */
export function invalidLength(length: number): MongoError {
  return new MongoError(
    16,
    'InvalidLength',
    `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${length} operations.`,
  );
}

export const insertCommands = new Map<string, Command>([
  [
    'insert',
    { fields: ['documents', 'ordered', 'bypassDocumentValidation', 'maxTimeMS', 'encryptionInformation'], run: insert },
  ],
]);
