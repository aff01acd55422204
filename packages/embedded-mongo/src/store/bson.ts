import { type DeserializeOptions, deserialize, serialize } from 'bson';
import { objectTooLarge } from '../errors';
import type { Doc } from '../values';

/** The largest document a client may store, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** With promotion off, int, long and double stay apart and a stored double comes back as one. */
const DECODING: DeserializeOptions = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
};

/** The document in BSON bytes. */
export function decode(raw: Uint8Array): Doc {
  return deserialize(raw, DECODING);
}

/** Like {@link decode}, but leaves the documents of the named top-level array as bytes. */
export function decodeKeepingRaw(raw: Uint8Array, arrayName: string): Doc {
  return deserialize(raw, { ...DECODING, fieldsAsRaw: { [arrayName]: true } });
}

/**
 * The document's BSON bytes.
 * @throws 10334 when the document is beyond 16 MB
 */
export function encode(doc: Doc): Uint8Array {
  const raw = encodeAny(doc);
  if (raw.length > MAX_DOCUMENT_BYTES) throw tooLarge(raw.length);
  return raw;
}

/** Like {@link encode}, for replies, which may be a little larger than a document. */
export function encodeAny(doc: Doc): Uint8Array {
  try {
    return serialize(doc, { ignoreUndefined: false });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(MAX_DOCUMENT_BYTES + 1);
    throw error;
  }
}

function tooLarge(bytes: number): Error {
  return objectTooLarge(`BSONObj size: ${bytes} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`);
}
