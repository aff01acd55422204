import { type Collection, type Db, MongoClient } from 'mongodb';
import { ServerProcess } from './server-process';

interface Item {
  _id: string;
  key: string;
  group: number;
  tags: string[];
  at: Date;
}

interface Counter {
  _id: string;
  n: number;
}

/** What a writer knows to be stored, because the server said so. */
interface Acknowledged {
  readonly inserted: Set<string>;
  readonly deleted: Set<string>;
  /** Deleted or not: the answer never came. */
  readonly unclear: Set<string>;
  increments: number;
}

/** A slow machine must have written something before the kill. */
const WRITES_BEFORE_KILL = 200;

/** What one round found. */
export interface RoundReport {
  /** Writes the server acknowledged before it was killed. */
  readonly acknowledged: number;
  /** One sentence for each acknowledged write that is gone and each index that disagrees; empty when all is well. */
  readonly problems: string[];
}

/**
 * Starts a server, lets many writers insert, update and delete, kills it with SIGKILL, starts it again on the same
 * directory and compares what is there with what was acknowledged. The kill comes so long after the first 200 writes.
 */
export async function crashRound(
  dir: string,
  round: number,
  writers: number,
  killAfterMs: number,
): Promise<RoundReport> {
  const first = await ServerProcess.start(dir);
  const known = await writeUntilKilled(first, round, writers, killAfterMs);
  const second = await ServerProcess.start(dir);
  const client = new MongoClient(second.uri);
  try {
    const problems = await findProblems(client.db('crash'), known);
    return { acknowledged: countAll(known), problems };
  } finally {
    await client.close();
    await second.stop();
  }
}

async function writeUntilKilled(
  server: ServerProcess,
  round: number,
  writers: number,
  killAfterMs: number,
): Promise<Map<string, Acknowledged>> {
  const client = new MongoClient(server.uri, { maxPoolSize: writers, serverSelectionTimeoutMS: 500 });
  try {
    const database = client.db('crash');
    const items = database.collection<Item>('items');
    await items.createIndexes([{ key: { key: 1 }, unique: true }, { key: { group: 1, at: -1 } }, { key: { tags: 1 } }]);
    const names = Array.from({ length: writers }, (_, at) => `r${round}w${at}`);
    const known = new Map<string, Acknowledged>();
    const running = names.map(async (name) => {
      const own: Acknowledged = { inserted: new Set(), deleted: new Set(), unclear: new Set(), increments: 0 };
      known.set(name, own);
      await write(database, name, own);
    });
    while (countAll(known) < WRITES_BEFORE_KILL) await pause(10);
    await pause(killAfterMs);
    await server.kill();
    await Promise.all(running);
    return known;
  } finally {
    await client.close();
  }
}

function countAll(known: Map<string, Acknowledged>): number {
  const counts = [...known.values()].map(
    ({ inserted, deleted, increments }) => inserted.size + 2 * deleted.size + increments,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Writes until the connection is lost. */
async function write(database: Db, name: string, own: Acknowledged): Promise<void> {
  const items = database.collection<Item>('items');
  const counters = database.collection<Counter>('counters');
  try {
    for (let n = 0; ; n += 1) {
      const id = `${name}-${n}`;
      await items.insertOne({ _id: id, key: id, group: n % 7, tags: [name, `t${n % 5}`], at: new Date() });
      own.inserted.add(id);
      await counters.updateOne({ _id: name }, { $inc: { n: 1 } }, { upsert: true });
      own.increments += 1;
      if (n % 4 === 3) await removeOlder(items, `${name}-${n - 2}`, own);
    }
  } catch {
    // The server is gone, which is the point.
  }
}

async function removeOlder(items: Collection<Item>, id: string, own: Acknowledged): Promise<void> {
  own.inserted.delete(id);
  own.unclear.add(id);
  await items.deleteOne({ _id: id });
  own.unclear.delete(id);
  own.deleted.add(id);
}

async function findProblems(database: Db, known: Map<string, Acknowledged>): Promise<string[]> {
  const stored = new Set(
    (await database.collection<Item>('items').find().project({ _id: 1 }).toArray()).map(({ _id }) => String(_id)),
  );
  const counters = await database.collection<Counter>('counters').find().toArray();
  const counts = new Map(counters.map(({ _id, n }) => [_id, n]));
  const problems: string[] = [];
  for (const [name, own] of known) {
    for (const id of own.inserted) if (!stored.has(id)) problems.push(`${id} was acknowledged and is gone`);
    for (const id of own.deleted) if (stored.has(id)) problems.push(`${id} was deleted and is back`);
    const count = counts.get(name) ?? 0;
    if (count < own.increments || count > own.increments + 1)
      problems.push(`${name} counts ${count}, not ${own.increments}`);
  }
  for (const collection of ['items', 'counters']) {
    const report = await database.command({ validate: collection });
    if (report.valid !== true) problems.push(`${collection}: ${String(report.errors)}`);
  }
  return problems;
}
