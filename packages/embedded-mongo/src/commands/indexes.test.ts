import { eventually } from '@oatfin/testkit/eventually';
import { useItems } from './items.fixture';

const given = useItems();

describe('indexes', () => {
  test('the same request again is nothing; specs read back with their defaults', async () => {
    const request = {
      createIndexes: 'items',
      indexes: [{ key: { a: 1 }, name: 'a_1', unique: true, background: true }],
    };
    expect(await given.db.command(request)).toMatchObject({
      numIndexesBefore: 1,
      numIndexesAfter: 2,
      createdCollectionAutomatically: true,
    });
    expect(await given.db.command(request)).toMatchObject({
      numIndexesBefore: 2,
      numIndexesAfter: 2,
      note: 'all indexes already exist',
    });
    expect(await given.items.indexes()).toMatchObject([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1', unique: true },
    ]);
  });

  test('conflicts are 85 for options and 86 for keys', async () => {
    await given.items.createIndex({ a: 1 });
    await expect(given.items.createIndex({ a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
    await expect(given.items.createIndex({ a: 1 }, { expireAfterSeconds: 5 })).rejects.toMatchObject({ code: 85 });
    await expect(given.items.createIndex({ b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
    await expect(given.items.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 86 });
  });

  test('a unique index over duplicates is not made, and leaves nothing behind', async () => {
    await given.items.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    await expect(given.items.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { a: 1 },
      keyValue: { a: 1 },
    });
    expect(await given.items.indexes()).toHaveLength(1);
    await given.items.deleteOne({ _id: 2 });
    await given.items.createIndex({ a: 1 }, { unique: true });
    expect(await given.db.command({ validate: 'items' })).toMatchObject({
      valid: true,
      keysPerIndex: { _id_: 1, a_1: 1 },
    });
  });

  test('a duplicate names the index, the key and the value, in an update too', async () => {
    await given.items.createIndex({ a: 1, b: -1 }, { unique: true });
    await given.items.insertMany([
      { _id: 1, a: 'x', b: 1 },
      { _id: 2, a: 'x', b: 2 },
    ]);
    const text = 'E11000 duplicate key error collection: test.items index: a_1_b_-1 dup key: { a: "x", b: 1 }';
    const expected = { code: 11000, message: text, keyPattern: { a: 1, b: -1 }, keyValue: { a: 'x', b: 1 } };
    await expect(given.items.updateOne({ _id: 2 }, { $set: { b: 1 } })).rejects.toMatchObject(expected);
    await expect(given.items.findOneAndUpdate({ _id: 2 }, { $set: { b: 1 } })).rejects.toMatchObject({
      ...expected,
      message: text,
    });
    expect(await given.items.findOne({ _id: 2 })).toEqual({ _id: 2, a: 'x', b: 2 });
  });

  test('parallel arrays are refused with 171', async () => {
    await given.items.createIndex({ a: 1, b: 1 });
    await expect(given.items.insertOne({ _id: 1, a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
  });

  test('expired documents go, earliest date first, and collMod changes the time', async () => {
    await given.items.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    const old = new Date(Date.now() - 60_000);
    await given.items.insertMany([
      { _id: 0, at: new Date(0) },
      { _id: 1, at: old },
      { _id: 2, at: [new Date(), old] },
      { _id: 3, at: 'never' },
      { _id: 4, at: new Date() },
    ]);
    const left = async () => (await given.items.find().toArray()).map(({ _id }) => _id);
    await eventually(async () => expect(await left()).toEqual([1, 2, 3, 4]));
    const changed = await given.db.command({
      collMod: 'items',
      index: { keyPattern: { at: 1 }, expireAfterSeconds: 30 },
    });
    expect(changed).toMatchObject({ expireAfterSeconds_old: 3600, expireAfterSeconds_new: 30 });
    await eventually(async () => expect(await left()).toEqual([3, 4]));
  });

  test('every index agrees with its documents after many changes', async () => {
    await given.items.createIndexes([
      { key: { tags: 1 } },
      { key: { n: -1, 'in.x': 1 } },
      { key: { s: 1 }, sparse: true },
      { key: { u: 1 }, unique: true, partialFilterExpression: { u: { $gt: 5 } } },
    ]);
    for (let n = 0; n < 200; n += 1) {
      const tags = Array.from({ length: n % 4 }, (_, at) => (n + at) % 6);
      await given.items.updateOne(
        { _id: n % 60 },
        { $set: { tags, n, in: { x: n % 3 }, ...(n % 2 ? { s: n } : {}), u: n } },
        { upsert: true },
      );
      if (n % 9 === 0) await given.items.deleteOne({ _id: (n * 7) % 60 });
    }
    expect(await given.db.command({ validate: 'items' })).toMatchObject({ valid: true, errors: [] });
  });
});
