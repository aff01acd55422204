const RECORD_NUMBER_BYTES = 6;
const PREFIX_BYTES = 4;

/** Four bytes that begin every key of a collection or an index. */
export function prefixOf(id: number): Buffer {
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES);
  prefix.writeUInt32BE(id, 0);
  return prefix;
}

/** The key of a document. Record numbers only grow, so key order is insertion order. */
export function recordKey(collectionId: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(PREFIX_BYTES + RECORD_NUMBER_BYTES);
  key.writeUInt32BE(collectionId, 0);
  key.writeUIntBE(record, PREFIX_BYTES, RECORD_NUMBER_BYTES);
  return key;
}

/** The record number in a document's key. */
export function recordOfKey(key: Buffer): number {
  return key.readUIntBE(PREFIX_BYTES, RECORD_NUMBER_BYTES);
}

/** A record number as bytes: the value of a unique entry, the tail of any other entry's key. */
export function recordBytes(record: number): Buffer {
  const bytes = Buffer.allocUnsafe(RECORD_NUMBER_BYTES);
  bytes.writeUIntBE(record, 0, RECORD_NUMBER_BYTES);
  return bytes;
}

/** The record an index entry points to: in its value when it has one, otherwise at the end of its key. */
export function recordOfEntry(key: Buffer, value: Buffer): number {
  return value.length === RECORD_NUMBER_BYTES
    ? value.readUIntBE(0, RECORD_NUMBER_BYTES)
    : key.readUIntBE(key.length - RECORD_NUMBER_BYTES, RECORD_NUMBER_BYTES);
}

/** The first key after all that begin with these bytes. */
export function afterPrefix(prefix: Uint8Array): Buffer {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end -= 1;
  const next = Buffer.from(prefix.subarray(0, end));
  if (end > 0) next[end - 1] = (next[end - 1] ?? 0) + 1;
  return next;
}
