import { eventually } from '@oatfin/testkit/eventually';
import { type Item, numbered, useItems } from './items.fixture';

const given = useItems();

/** Resolves when the server has removed what expired, which it does again and again. */
async function housekept(round: number): Promise<void> {
  const expired = given.db.collection<Item>('expired');
  await expired.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  await expired.insertOne({ _id: round, at: new Date(0) });
  await eventually(async () => expect(await expired.countDocuments()).toBe(0));
}

describe('collections', () => {
  test('creating again with the same options is nothing, with others 48', async () => {
    await given.db.command({ create: 'items', capped: true, size: 5000 });
    await given.db.command({ create: 'items', capped: true, size: 5000 });
    await expect(given.db.command({ create: 'items' })).rejects.toMatchObject({ code: 48 });
  });

  test('a validator refuses with 121, and can be bypassed or only warn', async () => {
    await given.db.createCollection('items', { validator: { n: { $type: 'int' } } });
    const refusal = given.items.insertOne({ _id: 1, n: 'x' });
    await expect(refusal).rejects.toMatchObject({ code: 121, errInfo: { failingDocumentId: 1 } });
    await given.items.insertOne({ _id: 1, n: 'x' }, { bypassDocumentValidation: true });
    await expect(given.items.updateOne({ _id: 1 }, { $set: { m: 1 } })).rejects.toMatchObject({ code: 121 });
    await given.db.command({ collMod: 'items', validationLevel: 'moderate' });
    await given.items.updateOne({ _id: 1 }, { $set: { m: 1 } });
    await given.db.command({ collMod: 'items', validationAction: 'warn' });
    await given.items.insertOne({ _id: 2, n: 'y' });
    expect(await given.items.countDocuments()).toBe(2);
  });

  test('a capped collection keeps the newest', async () => {
    const log = await given.db.createCollection<Item>('log', { capped: true, size: 100_000, max: 5 });
    await log.insertMany(numbered(12));
    expect((await log.find().toArray()).map(({ _id }) => _id)).toEqual([7, 8, 9, 10, 11]);
    expect((await log.find().sort({ $natural: -1 }).limit(1).toArray()).map(({ _id }) => _id)).toEqual([11]);
  });

  test('a renamed collection keeps its documents and indexes', async () => {
    await given.items.createIndex({ n: 1 });
    await given.items.insertMany(numbered(3));
    await given.items.rename('things');
    expect(await given.db.collection('things').countDocuments({ n: { $gt: 0 } })).toBe(2);
    expect(await given.db.collection('things').indexes()).toHaveLength(2);
    expect(await given.items.countDocuments()).toBe(0);
  });

  test('a view is its pipeline: it reads like a collection and refuses writes with 166', async () => {
    await given.items.insertMany(numbered(6));
    await given.db.createCollection('even', { viewOn: 'items', pipeline: [{ $match: { n: { $mod: [2, 0] } } }] });
    const even = given.db.collection<Item>('even');
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
    expect(await given.db.listCollections({ type: 'view' }).toArray()).toHaveLength(1);
  });

  test('a time series needs a time, is listed as one and expires', async () => {
    const series = await given.db.createCollection<Item>('series', {
      timeseries: { timeField: 'at', metaField: 'tags', granularity: 'hours' },
      expireAfterSeconds: 60,
    });
    await series.insertOne({ _id: 1, at: new Date(), tags: { a: 1 } });
    await expect(series.insertOne({ _id: 2 })).rejects.toMatchObject({ code: 2 });
    await expect(series.updateOne({ _id: 1 }, { $set: { x: 1 } })).rejects.toMatchObject({ code: 72 });
    const [listed] = await given.db.listCollections({ type: 'timeseries' }).toArray();
    expect(listed).toMatchObject({
      name: 'series',
      options: { expireAfterSeconds: 60, timeseries: { timeField: 'at', granularity: 'hours' } },
    });
    expect(await series.find({ at: { $gt: new Date(0) } }).toArray()).toHaveLength(1);
  });

  test('a clustered collection is found in the order of _id', async () => {
    const clustered = await given.db.createCollection<Item>('clustered', {
      clusteredIndex: { key: { _id: 1 }, unique: true },
    });
    await clustered.insertMany([{ _id: 3 }, { _id: 1 }, { _id: 2 }]);
    expect((await clustered.find().toArray()).map(({ _id }) => _id)).toEqual([1, 2, 3]);
    expect((await clustered.find({ n: null }).skip(1).toArray()).map(({ _id }) => _id)).toEqual([2, 3]);
  });

  test('what was dropped is swept away and never comes back', async () => {
    await given.items.createIndex({ n: 1 });
    await given.items.insertMany(numbered(5000));
    await given.items.drop();
    await given.items.insertOne({ _id: 1 });
    // It looks for expired documents first, then sweeps: in the second round the first sweep is over.
    for (const round of [1, 2]) await housekept(round);
    expect(await given.items.countDocuments()).toBe(1);
    expect(await given.db.command({ validate: 'items' })).toMatchObject({ valid: true, nrecords: 1 });
  });
});
