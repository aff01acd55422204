import { setTimeout as pause } from 'node:timers/promises';
import type { Collection, Db, Document } from 'mongodb';
import { TestServer } from '../testing/test-server';

interface Item extends Document {
  _id: number;
}

let started: TestServer;
let db: Db;
let items: Collection<Item>;

beforeAll(async () => {
  started = await TestServer.start();
});

afterAll(() => started.close());

beforeEach(async () => {
  db = started.db;
  await db.dropDatabase();
  items = db.collection<Item>('items');
});

const numbered = (count: number): Item[] => Array.from({ length: count }, (_, n) => ({ _id: n, n }));

describe('refusals have MongoDB’s codes', () => {
  const refused: [string, Document, number][] = [
    ['an unknown command', { frobnicate: 1 }, 59],
    ['an unknown field of a command', { find: 'items', frob: 1 }, 40415],
    ['an unknown field of a statement', { update: 'items', updates: [{ q: {}, u: {}, frob: 1 }] }, 40415],
    ['a filter of the wrong type', { find: 'items', filter: 1 }, 14],
    ['a negative skip', { find: 'items', skip: -1 }, 51024],
    ['a missing required field', { distinct: 'items' }, 40414],
    ['an empty batch', { insert: 'items', documents: [] }, 16],
    ['a collection name with a dollar', { create: 'a$b' }, 73],
    ['an empty collection name', { find: '' }, 73],
    ['an index of what does not exist', { listIndexes: 'nothing' }, 26],
    ['dropping an index of what does not exist', { dropIndexes: 'nothing', index: 'a_1' }, 26],
    ['renaming what does not exist', { renameCollection: 'test.nothing', to: 'test.other' }, 26],
    ['an aggregate without a cursor', { aggregate: 'items', pipeline: [] }, 9],
    ['a pipeline that is no array', { aggregate: 'items', pipeline: {}, cursor: {} }, 14],
    ['an unknown stage', { aggregate: 'items', pipeline: [{ $frob: 1 }], cursor: {} }, 40324],
    ['an update that is neither', { findAndModify: 'items' }, 9],
    ['remove together with update', { findAndModify: 'items', remove: true, update: {} }, 9],
    ['explaining what cannot be explained', { explain: { ping: 1 } }, 59],
    ['a transaction', { find: 'items', txnNumber: 1, startTransaction: true, autocommit: false }, 20],
    ['a text index', { createIndexes: 'items', indexes: [{ key: { a: 'text' }, name: 'a_text' }] }, 238],
    ['a geo index', { createIndexes: 'items', indexes: [{ key: { a: '2dsphere' }, name: 'a_geo' }] }, 238],
    ['a change stream', { aggregate: 'items', pipeline: [{ $changeStream: {} }], cursor: {} }, 238],
    ['a bulkWrite of MongoDB 8', { bulkWrite: 1 }, 59],
    ['a limit of a delete that is neither 0 nor 1', { delete: 'items', deletes: [{ q: {}, limit: 2 }] }, 9],
  ];

  test.each(refused)('%s', async (_name, command, code) => {
    await expect(db.command(command)).rejects.toMatchObject({ code });
  });
});

describe('cursors', () => {
  test('batches give every document once, and the last one closes the cursor', async () => {
    await items.insertMany(numbered(250));
    const first = await db.command({ find: 'items', batchSize: 100 });
    expect(first.cursor.firstBatch).toHaveLength(100);
    const second = await db.command({ getMore: first.cursor.id, collection: 'items', batchSize: 100 });
    const third = await db.command({ getMore: first.cursor.id, collection: 'items', batchSize: 100 });
    expect(third.cursor.nextBatch).toHaveLength(50);
    expect(String(third.cursor.id)).toBe('0');
    const all = [...first.cursor.firstBatch, ...second.cursor.nextBatch, ...third.cursor.nextBatch];
    expect(all.map(({ _id }: Item) => _id)).toEqual(numbered(250).map(({ _id }) => _id));
    const gone = db.command({ getMore: first.cursor.id, collection: 'items' });
    await expect(gone).rejects.toMatchObject({ code: 43 });
  });

  test.each([{}, { n: { $gte: 0 } }])(
    'what changes while a cursor waits is seen, nothing is lost or doubled (%j)',
    async (filter) => {
      await items.createIndex({ n: 1 });
      await items.insertMany(numbered(100));
      const first = await db.command({ find: 'items', filter, batchSize: 10 });
      await items.deleteMany({ _id: { $gt: 10, $lt: 50 } });
      await items.insertOne({ _id: 1000, n: 1000 });
      const rest = await db.command({ getMore: first.cursor.id, collection: 'items' });
      const ids = [...first.cursor.firstBatch, ...rest.cursor.nextBatch].map(({ _id }: Item) => _id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of [0, 9, 50, 99, 1000]) expect(ids).toContain(id);
      for (const id of [12, 49]) expect(ids).not.toContain(id);
    },
  );

  test('batchSize 0 opens a cursor without documents, and killCursors closes it', async () => {
    await items.insertMany(numbered(3));
    const { cursor } = await db.command({ find: 'items', batchSize: 0 });
    expect(cursor.firstBatch).toEqual([]);
    const killed = await db.command({ killCursors: 'items', cursors: [cursor.id] });
    expect(killed.cursorsKilled).toHaveLength(1);
  });

  test('a tailable cursor on a capped collection gives what is inserted later', async () => {
    const log = await db.createCollection<Item>('log', { capped: true, size: 10_000 });
    await log.insertOne({ _id: 1 });
    const cursor = log.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 2000 });
    expect(await cursor.next()).toEqual({ _id: 1 });
    const next = cursor.next();
    await pause(20);
    await log.insertOne({ _id: 2 });
    expect(await next).toEqual({ _id: 2 });
    await cursor.close();
    await expect(
      items.insertOne({ _id: 1 }).then(() => items.find({}, { tailable: true }).toArray()),
    ).rejects.toMatchObject({ code: 2 });
  });

  test('maxTimeMS ends a long scan', async () => {
    await items.insertMany(numbered(3000));
    const slow = {
      $expr: {
        $lt: [{ $reduce: { input: { $range: [0, 3000] }, initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 0],
      },
    };
    await expect(items.find(slow, { maxTimeMS: 20 }).toArray()).rejects.toMatchObject({ code: 50 });
  });
});

describe('indexes', () => {
  test('the same request again is nothing; specs read back with their defaults', async () => {
    const request = {
      createIndexes: 'items',
      indexes: [{ key: { a: 1 }, name: 'a_1', unique: true, background: true }],
    };
    expect(await db.command(request)).toMatchObject({
      numIndexesBefore: 1,
      numIndexesAfter: 2,
      createdCollectionAutomatically: true,
    });
    expect(await db.command(request)).toMatchObject({
      numIndexesBefore: 2,
      numIndexesAfter: 2,
      note: 'all indexes already exist',
    });
    expect(await items.indexes()).toMatchObject([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1', unique: true },
    ]);
  });

  test('conflicts are 85 for options and 86 for keys', async () => {
    await items.createIndex({ a: 1 });
    await expect(items.createIndex({ a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
    await expect(items.createIndex({ a: 1 }, { expireAfterSeconds: 5 })).rejects.toMatchObject({ code: 85 });
    await expect(items.createIndex({ b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
    await expect(items.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 86 });
  });

  test('a unique index over duplicates is not made, and leaves nothing behind', async () => {
    await items.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    await expect(items.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { a: 1 },
      keyValue: { a: 1 },
    });
    expect(await items.indexes()).toHaveLength(1);
    await items.deleteOne({ _id: 2 });
    await items.createIndex({ a: 1 }, { unique: true });
    expect(await db.command({ validate: 'items' })).toMatchObject({ valid: true, keysPerIndex: { _id_: 1, a_1: 1 } });
  });

  test('a duplicate names the index, the key and the value, in an update too', async () => {
    await items.createIndex({ a: 1, b: -1 }, { unique: true });
    await items.insertMany([
      { _id: 1, a: 'x', b: 1 },
      { _id: 2, a: 'x', b: 2 },
    ]);
    const text = 'E11000 duplicate key error collection: test.items index: a_1_b_-1 dup key: { a: "x", b: 1 }';
    const expected = { code: 11000, message: text, keyPattern: { a: 1, b: -1 }, keyValue: { a: 'x', b: 1 } };
    await expect(items.updateOne({ _id: 2 }, { $set: { b: 1 } })).rejects.toMatchObject(expected);
    await expect(items.findOneAndUpdate({ _id: 2 }, { $set: { b: 1 } })).rejects.toMatchObject({
      ...expected,
      message: text,
    });
    expect(await items.findOne({ _id: 2 })).toEqual({ _id: 2, a: 'x', b: 2 });
  });

  test('parallel arrays are refused with 171', async () => {
    await items.createIndex({ a: 1, b: 1 });
    await expect(items.insertOne({ _id: 1, a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
  });

  test('expired documents go, earliest date first, and collMod changes the time', async () => {
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    const old = new Date(Date.now() - 60_000);
    await items.insertMany([
      { _id: 1, at: old },
      { _id: 2, at: [new Date(), old] },
      { _id: 3, at: 'never' },
      { _id: 4, at: new Date() },
    ]);
    await pause(200);
    expect(await items.countDocuments()).toBe(4);
    const changed = await db.command({ collMod: 'items', index: { keyPattern: { at: 1 }, expireAfterSeconds: 30 } });
    expect(changed).toMatchObject({ expireAfterSeconds_old: 3600, expireAfterSeconds_new: 30 });
    for (let tries = 0; tries < 100 && (await items.countDocuments()) !== 2; tries += 1) await pause(20);
    expect((await items.find().toArray()).map(({ _id }) => _id)).toEqual([3, 4]);
  });

  test('every index agrees with its documents after many changes', async () => {
    await items.createIndexes([
      { key: { tags: 1 } },
      { key: { n: -1, 'in.x': 1 } },
      { key: { s: 1 }, sparse: true },
      { key: { u: 1 }, unique: true, partialFilterExpression: { u: { $gt: 5 } } },
    ]);
    for (let n = 0; n < 200; n += 1) {
      const tags = Array.from({ length: n % 4 }, (_, at) => (n + at) % 6);
      await items.updateOne(
        { _id: n % 60 },
        { $set: { tags, n, in: { x: n % 3 }, ...(n % 2 ? { s: n } : {}), u: n } },
        { upsert: true },
      );
      if (n % 9 === 0) await items.deleteOne({ _id: (n * 7) % 60 });
    }
    expect(await db.command({ validate: 'items' })).toMatchObject({ valid: true, errors: [] });
  });
});

describe('collections', () => {
  test('creating again with the same options is nothing, with others 48', async () => {
    await db.command({ create: 'items', capped: true, size: 5000 });
    await db.command({ create: 'items', capped: true, size: 5000 });
    await expect(db.command({ create: 'items' })).rejects.toMatchObject({ code: 48 });
  });

  test('a validator refuses with 121, and can be bypassed or only warn', async () => {
    await db.createCollection('items', { validator: { n: { $type: 'int' } } });
    const refusal = items.insertOne({ _id: 1, n: 'x' });
    await expect(refusal).rejects.toMatchObject({ code: 121, errInfo: { failingDocumentId: 1 } });
    await items.insertOne({ _id: 1, n: 'x' }, { bypassDocumentValidation: true });
    await expect(items.updateOne({ _id: 1 }, { $set: { m: 1 } })).rejects.toMatchObject({ code: 121 });
    await db.command({ collMod: 'items', validationLevel: 'moderate' });
    await items.updateOne({ _id: 1 }, { $set: { m: 1 } });
    await db.command({ collMod: 'items', validationAction: 'warn' });
    await items.insertOne({ _id: 2, n: 'y' });
    expect(await items.countDocuments()).toBe(2);
  });

  test('a capped collection keeps the newest', async () => {
    const log = await db.createCollection<Item>('log', { capped: true, size: 100_000, max: 5 });
    await log.insertMany(numbered(12));
    expect((await log.find().toArray()).map(({ _id }) => _id)).toEqual([7, 8, 9, 10, 11]);
    expect((await log.find().sort({ $natural: -1 }).limit(1).toArray()).map(({ _id }) => _id)).toEqual([11]);
  });

  test('a renamed collection keeps its documents and indexes', async () => {
    await items.createIndex({ n: 1 });
    await items.insertMany(numbered(3));
    await items.rename('things');
    expect(await db.collection('things').countDocuments({ n: { $gt: 0 } })).toBe(2);
    expect(await db.collection('things').indexes()).toHaveLength(2);
    expect(await items.countDocuments()).toBe(0);
  });

  test('a view is its pipeline: it reads like a collection and refuses writes with 166', async () => {
    await items.insertMany(numbered(6));
    await db.createCollection('even', { viewOn: 'items', pipeline: [{ $match: { n: { $mod: [2, 0] } } }] });
    const even = db.collection<Item>('even');
    expect(
      (
        await even
          .find({ n: { $gt: 0 } })
          .sort({ n: -1 })
          .toArray()
      ).map(({ n }) => n),
    ).toEqual([4, 2]);
    expect(await even.estimatedDocumentCount()).toBe(3);
    expect(await even.distinct('n')).toEqual([0, 2, 4]);
    await expect(even.insertOne({ _id: 9 })).rejects.toMatchObject({ code: 166 });
    expect(await db.listCollections({ type: 'view' }).toArray()).toHaveLength(1);
  });

  test('a time series needs a time, is listed as one and expires', async () => {
    const series = await db.createCollection<Item>('series', {
      timeseries: { timeField: 'at', metaField: 'tags', granularity: 'hours' },
      expireAfterSeconds: 60,
    });
    await series.insertOne({ _id: 1, at: new Date(), tags: { a: 1 } });
    await expect(series.insertOne({ _id: 2 })).rejects.toMatchObject({ code: 2 });
    await expect(series.updateOne({ _id: 1 }, { $set: { x: 1 } })).rejects.toMatchObject({ code: 72 });
    const [listed] = await db.listCollections({ type: 'timeseries' }).toArray();
    expect(listed).toMatchObject({
      name: 'series',
      options: { expireAfterSeconds: 60, timeseries: { timeField: 'at', granularity: 'hours' } },
    });
    expect(await series.find({ at: { $gt: new Date(0) } }).toArray()).toHaveLength(1);
  });

  test('a clustered collection is found in the order of _id', async () => {
    const clustered = await db.createCollection<Item>('clustered', {
      clusteredIndex: { key: { _id: 1 }, unique: true },
    });
    await clustered.insertMany([{ _id: 3 }, { _id: 1 }, { _id: 2 }]);
    expect((await clustered.find().toArray()).map(({ _id }) => _id)).toEqual([1, 2, 3]);
    expect((await clustered.find({ n: null }).skip(1).toArray()).map(({ _id }) => _id)).toEqual([2, 3]);
  });

  test('what was dropped is swept away and never comes back', async () => {
    await items.createIndex({ n: 1 });
    await items.insertMany(numbered(5000));
    await items.drop();
    await items.insertOne({ _id: 1 });
    await pause(300);
    expect(await items.countDocuments()).toBe(1);
    expect(await db.command({ validate: 'items' })).toMatchObject({ valid: true, nrecords: 1 });
  });
});

describe('aggregations that write', () => {
  test('$out replaces a collection and keeps its indexes, and leaves it alone when it fails', async () => {
    await items.insertMany(numbered(4));
    const target = db.collection<Item>('target');
    await target.createIndex({ n: 1 }, { unique: true });
    await target.insertOne({ _id: 99, n: 99 });
    await expect(items.aggregate([{ $set: { n: 1 } }, { $out: 'target' }]).toArray()).rejects.toMatchObject({
      code: 11000,
    });
    expect(await target.countDocuments()).toBe(1);
    await items.aggregate([{ $match: { n: { $gt: 1 } } }, { $out: 'target' }]).toArray();
    expect((await target.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3]);
    expect(await target.indexes()).toHaveLength(2);
  });

  test('$merge merges, replaces, fails, discards and runs a pipeline', async () => {
    await items.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    const target = db.collection<Item>('target');
    const merged = async (options: Document): Promise<Item[]> => {
      await target.deleteMany({});
      await target.insertOne({ _id: 1, a: 9, b: 9 });
      await items.aggregate([{ $merge: { into: 'target', ...options } }]).toArray();
      return target.find().sort({ _id: 1 }).toArray();
    };
    expect(await merged({})).toEqual([
      { _id: 1, a: 1, b: 9 },
      { _id: 2, a: 2 },
    ]);
    expect(await merged({ whenMatched: 'replace', whenNotMatched: 'discard' })).toEqual([{ _id: 1, a: 1 }]);
    expect(await merged({ whenMatched: [{ $set: { a: { $add: ['$a', '$$new.a'] } } }] })).toEqual([
      { _id: 1, a: 10, b: 9 },
      { _id: 2, a: 2 },
    ]);
    await expect(merged({ whenMatched: 'fail' })).rejects.toMatchObject({ code: 11000 });
    await expect(merged({ on: 'a' })).rejects.toMatchObject({ code: 51183 });
  });
});

test('writes without acknowledgement are done all the same', async () => {
  await items.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
  await items.updateOne({ _id: 1 }, { $set: { a: 1 } }, { writeConcern: { w: 0 } });
  for (let tries = 0; tries < 100 && (await items.countDocuments({ a: 1 })) === 0; tries += 1) await pause(10);
  expect(await items.findOne()).toEqual({ _id: 1, a: 1 });
});

test('many clients writing one counter lose no increment', async () => {
  await items.insertOne({ _id: 1, n: 0 });
  await Promise.all(Array.from({ length: 200 }, () => items.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
  expect(await items.findOne()).toEqual({ _id: 1, n: 200 });
});
