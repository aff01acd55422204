import { type Item, numbered, useItems } from './items.fixture';

const given = useItems();

describe('cursors', () => {
  test('batches give every document once, and the last one closes the cursor', async () => {
    await given.items.insertMany(numbered(250));
    const first = await given.db.command({ find: 'items', batchSize: 100 });
    expect(first.cursor.firstBatch).toHaveLength(100);
    const second = await given.db.command({ getMore: first.cursor.id, collection: 'items', batchSize: 100 });
    const third = await given.db.command({ getMore: first.cursor.id, collection: 'items', batchSize: 100 });
    expect(third.cursor.nextBatch).toHaveLength(50);
    expect(String(third.cursor.id)).toBe('0');
    const all = [...first.cursor.firstBatch, ...second.cursor.nextBatch, ...third.cursor.nextBatch];
    expect(all.map(({ _id }: Item) => _id)).toEqual(numbered(250).map(({ _id }) => _id));
    const gone = given.db.command({ getMore: first.cursor.id, collection: 'items' });
    await expect(gone).rejects.toMatchObject({ code: 43 });
  });

  test.each([{}, { n: { $gte: 0 } }])(
    'what changes while a cursor waits is seen, nothing is lost or doubled (%j)',
    async (filter) => {
      await given.items.createIndex({ n: 1 });
      await given.items.insertMany(numbered(100));
      const first = await given.db.command({ find: 'items', filter, batchSize: 10 });
      await given.items.deleteMany({ _id: { $gt: 10, $lt: 50 } });
      await given.items.insertOne({ _id: 1000, n: 1000 });
      const rest = await given.db.command({ getMore: first.cursor.id, collection: 'items' });
      const ids = [...first.cursor.firstBatch, ...rest.cursor.nextBatch].map(({ _id }: Item) => _id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of [0, 9, 50, 99, 1000]) expect(ids).toContain(id);
      for (const id of [12, 49]) expect(ids).not.toContain(id);
    },
  );

  test('batchSize 0 opens a cursor without documents, and killCursors closes it', async () => {
    await given.items.insertMany(numbered(3));
    const { cursor } = await given.db.command({ find: 'items', batchSize: 0 });
    expect(cursor.firstBatch).toEqual([]);
    const killed = await given.db.command({ killCursors: 'items', cursors: [cursor.id] });
    expect(killed.cursorsKilled).toHaveLength(1);
  });

  test('a tailable cursor on a capped collection gives what is inserted later', async () => {
    const log = await given.db.createCollection<Item>('log', { capped: true, size: 10_000 });
    await log.insertOne({ _id: 1 });
    const cursor = log.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 2000 });
    expect(await cursor.next()).toEqual({ _id: 1 });
    const next = cursor.next();
    // What the server answers now it answers after it was asked for the next document.
    await given.db.command({ ping: 1 });
    await log.insertOne({ _id: 2 });
    expect(await next).toEqual({ _id: 2 });
    await cursor.close();
    await expect(
      given.items.insertOne({ _id: 1 }).then(() => given.items.find({}, { tailable: true }).toArray()),
    ).rejects.toMatchObject({ code: 2 });
  });

  test('maxTimeMS ends a long scan', async () => {
    await given.items.insertMany(numbered(3000));
    const slow = {
      $expr: {
        $lt: [{ $reduce: { input: { $range: [0, 3000] }, initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 0],
      },
    };
    await expect(given.items.find(slow, { maxTimeMS: 20 }).toArray()).rejects.toMatchObject({ code: 50 });
  });
});
