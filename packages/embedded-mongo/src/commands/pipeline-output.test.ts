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
