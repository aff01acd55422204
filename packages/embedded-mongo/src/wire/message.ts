import { failedToParse } from '../errors';
import { decode, decodeKeepingRaw } from '../store/bson';
import type { Doc } from '../values';

/** Operation codes (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/). */
export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;

export const HEADER_BYTES = 16;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

/** One command as it came over the wire. */
export interface Request {
  readonly requestId: number;
  /** The opcode the answer must be written in. */
  readonly replyWith: typeof OP_MSG | typeof OP_REPLY;
  readonly database: string;
  /** The command; its first key is its name. */
  readonly body: Doc;
  /** Documents of kind-1 sections by their name, as bytes. */
  readonly sequences: ReadonlyMap<string, Uint8Array[]>;
  /** `w: 0`: the client does not read an answer. */
  readonly wantsReply: boolean;
}

/**
 * Parses one whole message.
 * @throws 9 for anything that is neither OP_MSG nor an OP_QUERY on `$cmd`
 */
export function parseMessage(message: Buffer): Request {
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) return parseOpMsg(message);
  if (opCode === OP_QUERY) return parseOpQuery(message);
  throw failedToParse(`unsupported wire operation ${opCode}`);
}

function parseOpMsg(message: Buffer): Request {
  const flags = message.readUInt32LE(HEADER_BYTES);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences = new Map<string, Uint8Array[]>();
  let body: Doc | undefined;
  for (let at = HEADER_BYTES + 4; at < end; ) {
    const kind = message[at];
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    if (kind === 0) body = decodeBody(section);
    else if (kind === 1) readSequence(section, sequences);
    else throw failedToParse(`unknown OP_MSG section kind ${kind}`);
    at += 1 + size;
  }
  if (body === undefined) throw failedToParse('OP_MSG messages must have a body section');
  const wantsReply = (flags & MORE_TO_COME) === 0;
  return {
    requestId: requestIdOf(message),
    replyWith: OP_MSG,
    database: databaseOf(body),
    body,
    sequences,
    wantsReply,
  };
}

/** Documents to insert are stored as they came, so they are not decoded here. */
function decodeBody(section: Buffer): Doc {
  return firstName(section) === 'insert' ? decodeKeepingRaw(section, 'documents') : decode(section);
}

function firstName(document: Buffer): string {
  return document.length > 5 ? document.toString('utf8', 5, document.indexOf(0, 5)) : '';
}

function readSequence(section: Buffer, sequences: Map<string, Uint8Array[]>): void {
  const nameEnd = section.indexOf(0, 4);
  const documents: Uint8Array[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw failedToParse('a document sequence is cut short');
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  sequences.set(section.toString('utf8', 4, nameEnd), documents);
}

/** The first `hello` of a connection comes this way and wants OP_REPLY. */
function parseOpQuery(message: Buffer): Request {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const namespace = message.toString('utf8', HEADER_BYTES + 4, nameEnd);
  if (!namespace.endsWith('.$cmd')) throw failedToParse('OP_QUERY is no longer supported');
  return {
    requestId: requestIdOf(message),
    replyWith: OP_REPLY,
    database: namespace.slice(0, -'.$cmd'.length),
    body: decode(message.subarray(nameEnd + 9)),
    sequences: new Map(),
    wantsReply: true,
  };
}

function requestIdOf(message: Buffer): number {
  return message.readInt32LE(4);
}

function databaseOf(body: Doc): string {
  return typeof body.$db === 'string' ? body.$db : 'test';
}
