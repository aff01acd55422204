import { Long } from 'bson';
import { typeMismatch } from '../errors';
import type { Call, Command, CommandResult } from '../server/context';
import type { Cursor } from '../server/cursors';
import { asNumeric, type Doc } from '../values';
import { CursorReply } from '../wire/reply';
import { argumentsOf } from './arguments';

const AWAIT_DATA_MS = 1000;

type Batch = ReturnType<Cursor['take']>;

async function getMore(call: Call): Promise<CommandResult> {
  const args = argumentsOf(call);
  const id = cursorIdOf(call.body.getMore);
  const { cursors } = call.server;
  const namespace = `${call.database}.${args.string('collection')}`;
  const cursor = cursors.get(id, namespace);
  const limit = args.count('batchSize') || Number.POSITIVE_INFINITY;
  try {
    const { documents, isExhausted } = await takeOrWait(cursor, limit, args.count('maxTimeMS') || AWAIT_DATA_MS);
    if (isExhausted) cursors.kill(id);
    return new CursorReply('nextBatch', namespace, isExhausted ? 0n : id, documents);
  } catch (error) {
    cursors.kill(id);
    throw error;
  }
}

async function takeOrWait(cursor: Cursor, limit: number, waitMs: number): Promise<Batch> {
  cursor.source.restartClock?.();
  const first = cursor.take(limit);
  if (first.documents.length > 0 || first.isExhausted || cursor.source.waitForMore === undefined) return first;
  await cursor.source.waitForMore(waitMs);
  return cursor.take(limit);
}

function cursorIdOf(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt();
  const numeric = asNumeric(value);
  if (numeric === undefined) throw typeMismatch("BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  return BigInt(numeric.toString());
}

function killCursors(call: Call): Doc {
  const ids: unknown[] = Array.isArray(call.body.cursors) ? call.body.cursors : [];
  const cursorsKilled: Long[] = [];
  const cursorsNotFound: Long[] = [];
  for (const value of ids) {
    const id = cursorIdOf(value);
    (call.server.cursors.kill(id) ? cursorsKilled : cursorsNotFound).push(Long.fromBigInt(id));
  }
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export const cursorCommands = new Map<string, Command>([
  ['getMore', { fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'], run: getMore }],
  ['killCursors', { fields: ['cursors'], run: killCursors }],
]);
