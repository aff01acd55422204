import type { Document } from 'mongodb';
import { type Item, numbered, useItems } from './items.fixture';

const given = useItems();

describe('aggregations that write', () => {
  test('$out replaces a collection and keeps its indexes, and leaves it alone when it fails', async () => {
    await given.items.insertMany(numbered(4));
    const target = given.db.collection<Item>('target');
    await target.createIndex({ n: 1 }, { unique: true });
    await target.insertOne({ _id: 99, n: 99 });
    await expect(given.items.aggregate([{ $set: { n: 1 } }, { $out: 'target' }]).toArray()).rejects.toMatchObject({
      code: 11000,
    });
    expect(await target.countDocuments()).toBe(1);
    await given.items.aggregate([{ $match: { n: { $gt: 1 } } }, { $out: 'target' }]).toArray();
    expect((await target.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3]);
    expect(await target.indexes()).toHaveLength(2);
  });

  test('$merge merges, replaces, fails, discards and runs a pipeline', async () => {
    await given.items.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    const target = given.db.collection<Item>('target');
    const merged = async (options: Document): Promise<Item[]> => {
      await target.deleteMany({});
      await target.insertOne({ _id: 1, a: 9, b: 9 });
      await given.items.aggregate([{ $merge: { into: 'target', ...options } }]).toArray();
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
