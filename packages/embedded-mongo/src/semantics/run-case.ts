import { deserialize, EJSON, serialize } from 'bson';
import { type Db, type Document, MongoServerError } from 'mongodb';
import type { SemanticCase } from './case';

const EXACT = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };

/** What came of a case, in the form of its expectation, every value as canonical Extended JSON. */
export interface Outcome {
  answer?: string[];
  stored?: string[];
  reply?: Record<string, string>;
  error?: number;
}

/**
 * Prepares the collections, runs the command and looks; only what the case expects is reported. A case that takes
 * time gets `eventuallyMs`: MongoDB looks for expired documents once a minute.
 */
export async function runCase(
  db: Db,
  { docs = [], others = {}, indexes = [], ...row }: SemanticCase,
  eventuallyMs = 90_000,
): Promise<Outcome> {
  await fill(db, { c: docs, ...others });
  if (indexes.length > 0) await db.command({ createIndexes: 'c', indexes: [...indexes] });
  const outcome = await answer(db, row.command);
  const { expected } = row;
  if (expected.stored !== undefined) {
    const wanted = expected.stored.length;
    outcome.stored = row.isEventual ? await eventually(() => stored(db), wanted, eventuallyMs) : await stored(db);
  }
  return only(outcome, expected);
}

/** What the case expects, in the form of an outcome. */
export function expectedOutcome({ expected }: SemanticCase): Outcome {
  const { answer, stored, reply, error } = expected;
  return {
    ...(answer === undefined ? {} : { answer: answer.map(exact) }),
    ...(stored === undefined ? {} : { stored: stored.map(exact) }),
    ...(reply === undefined ? {} : { reply: exactFields(reply) }),
    ...(error === undefined ? {} : { error }),
  };
}

async function fill(db: Db, collections: Readonly<Record<string, readonly object[]>>): Promise<void> {
  for (const [name, docs] of Object.entries(collections)) {
    await db.command({ drop: name }).catch(ignoreMissing);
    await db.command({ create: name });
    if (docs.length > 0) await db.command({ insert: name, documents: [...docs] });
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof MongoServerError) || error.code !== 26) throw error;
}

async function answer(db: Db, command: object): Promise<Outcome> {
  try {
    const reply = await db.command({ ...command }, EXACT);
    return { ...errorOf(reply), reply: exactFields(reply), answer: (await answered(db, reply)).map(exact) };
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error;
    return { error: Number(error.code), ...(isDocument(error.result) ? { reply: exactFields(error.result) } : {}) };
  }
}

function errorOf(reply: Document): Outcome {
  const [first] = reply.writeErrors ?? [];
  return first === undefined ? {} : { error: Number(first.code) };
}

async function answered(db: Db, reply: Document): Promise<unknown[]> {
  if (Array.isArray(reply.values)) return reply.values;
  if ('value' in reply) return [reply.value];
  if (!isDocument(reply.cursor)) return [];
  const docs: unknown[] = [...reply.cursor.firstBatch];
  let { id } = reply.cursor;
  while (String(id) !== '0') {
    const more = await db.command({ getMore: id, collection: 'c' }, EXACT);
    docs.push(...more.cursor.nextBatch);
    id = more.cursor.id;
  }
  return docs;
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null;
}

async function stored(db: Db): Promise<string[]> {
  const docs = await db.collection('c').find({}, EXACT).toArray();
  return docs.map(exact);
}

async function eventually(look: () => Promise<string[]>, count: number, withinMs: number): Promise<string[]> {
  const deadline = Date.now() + withinMs;
  let seen = await look();
  while (seen.length !== count && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  }
  return seen;
}

/** Canonical Extended JSON keeps 1, 1.0, long 1 and decimal 1 apart, and key order. */
function exact(value: unknown): string {
  const { v } = deserialize(serialize({ v: value }), { ...EXACT });
  return EJSON.stringify(v, { relaxed: false });
}

function exactFields(reply: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(reply).map(([name, value]) => [name, exact(value)]));
}

function only(outcome: Outcome, expected: SemanticCase['expected']): Outcome {
  const { answer = [], stored = [], reply = {}, error } = outcome;
  const named = Object.keys(expected.reply ?? {}).map((name) => [name, reply[name] ?? 'missing']);
  return {
    ...(expected.answer === undefined ? {} : { answer }),
    ...(expected.stored === undefined ? {} : { stored }),
    ...(expected.reply === undefined ? {} : { reply: Object.fromEntries(named) }),
    ...(error === undefined ? {} : { error }),
  };
}
