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
