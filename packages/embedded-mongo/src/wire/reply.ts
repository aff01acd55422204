import { Double } from 'bson';
import { encodeAny } from '../store/bson';
import type { Doc } from '../values';
import { HEADER_BYTES, OP_MSG, OP_REPLY } from './message';

/** A reply whose documents are sent as the bytes they are stored in. */
export class CursorReply {
  constructor(
    readonly field: 'firstBatch' | 'nextBatch',
    readonly namespace: string,
    /** 0 when there is nothing more to get. */
    readonly cursorId: bigint,
    readonly documents: readonly Uint8Array[],
  ) {}
}

let lastRequestId = 0;

/** Writes the answer to a request, as OP_MSG or, for OP_QUERY, as OP_REPLY. */
export function encodeReply(reply: Doc | CursorReply, requestId: number, replyWith: number): Buffer {
  const body = reply instanceof CursorReply ? encodeCursor(reply) : encodeAny(withDoubleOk(reply));
  return replyWith === OP_REPLY ? frameOpReply(body, requestId) : frameOpMsg(body, requestId);
}

/** `ok` is a double on the wire. */
function withDoubleOk(reply: Doc): Doc {
  return typeof reply.ok === 'number' ? { ...reply, ok: new Double(reply.ok) } : reply;
}

function frameOpMsg(body: Uint8Array, requestId: number): Buffer {
  const message = frame(OP_MSG, 5, body, requestId);
  message.writeUInt32LE(0, HEADER_BYTES);
  message[HEADER_BYTES + 4] = 0;
  return message;
}

function frameOpReply(body: Uint8Array, requestId: number): Buffer {
  const message = frame(OP_REPLY, 20, body, requestId);
  message.fill(0, HEADER_BYTES, HEADER_BYTES + 20);
  message.writeInt32LE(8, HEADER_BYTES);
  message.writeInt32LE(1, HEADER_BYTES + 16);
  return message;
}

function frame(opCode: number, prefixBytes: number, body: Uint8Array, responseTo: number): Buffer {
  const message = Buffer.allocUnsafe(HEADER_BYTES + prefixBytes + body.length);
  lastRequestId = (lastRequestId + 1) & 0x7fffffff;
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(lastRequestId, 4);
  message.writeInt32LE(responseTo, 8);
  message.writeInt32LE(opCode, 12);
  message.set(body, HEADER_BYTES + prefixBytes);
  return message;
}

const OK = Buffer.from([0x01, 0x6f, 0x6b, 0x00, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);

/** `{cursor: {firstBatch: […], id, ns}, ok: 1}`, without decoding a document. */
function encodeCursor(reply: CursorReply): Buffer {
  const id = Buffer.alloc(12);
  id.write('\x12id\0', 0, 'latin1');
  id.writeBigInt64LE(reply.cursorId, 4);
  const cursor = [element(0x04, reply.field), encodeArray(reply.documents), id, encodeString('ns', reply.namespace)];
  return wrap([element(0x03, 'cursor'), wrap(cursor), OK]);
}

function encodeArray(documents: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const [index, document] of documents.entries()) parts.push(element(0x03, String(index)), document);
  return wrap(parts);
}

function encodeString(name: string, value: string): Buffer {
  const text = Buffer.from(`${value}\0`);
  const length = Buffer.alloc(4);
  length.writeInt32LE(text.length, 0);
  return Buffer.concat([element(0x02, name), length, text]);
}

function element(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');
}

function wrap(parts: readonly Uint8Array[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeInt32LE(size, 0);
  let at = 4;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes[size - 1] = 0;
  return bytes;
}
