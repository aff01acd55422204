import type { Collection, Document, Filter, FindOptions } from 'mongodb';
import { TestServer } from '../testing/test-server';

interface Item extends Document {
  _id: number;
}

let started: TestServer;
let items: Collection<Item>;

beforeAll(async () => {
  started = await TestServer.start();
});

afterAll(() => started.close());

beforeEach(async () => {
  items = started.db.collection<Item>('items');
  await items.drop();
});

async function explain(filter: Filter<Item>, options: FindOptions = {}): Promise<Document> {
  return items.find(filter, options).explain('executionStats');
}

function stages(plan: Document): string[] {
  return [String(plan.stage), ...(plan.inputStage === undefined ? [] : stages(plan.inputStage))];
}

async function used(filter: Filter<Item>, options: FindOptions = {}): Promise<string> {
  const { queryPlanner } = await explain(filter, options);
  const find = (plan: Document): string => plan.indexName ?? (plan.inputStage ? find(plan.inputStage) : plan.stage);
  return find(queryPlanner.winningPlan);
}

async function fill(documents: object[]): Promise<void> {
  await items.insertMany(documents.map((document, at) => ({ _id: at, ...document })));
}

test('an equality, a range and a sort come from one compound index, and only matches are looked at', async () => {
  await items.createIndex({ team: 1, at: -1 });
  await fill(Array.from({ length: 500 }, (_, n) => ({ team: `t${n % 10}`, at: n })));
  const plan = await explain({ team: 't3', at: { $gt: 400 } }, { sort: { at: -1 }, limit: 5 });
  expect(stages(plan.queryPlanner.winningPlan)).toEqual(['LIMIT', 'FETCH', 'IXSCAN']);
  expect(plan.executionStats).toMatchObject({ nReturned: 5, totalDocsExamined: 5 });
  const found = await items
    .find({ team: 't3', at: { $gt: 400 } })
    .sort({ at: -1 })
    .limit(5)
    .toArray();
  expect(found.map(({ at }) => at)).toEqual([493, 483, 473, 463, 453]);
});

test('an index is walked backwards for the opposite sort, and sorting is done in memory for any other', async () => {
  await items.createIndex({ a: 1, b: -1 });
  await fill([
    { a: 1, b: 1 },
    { a: 1, b: 2 },
    { a: 2, b: 1 },
  ]);
  const ids = async (sort: Document) => (await items.find().sort(sort).toArray()).map(({ _id }) => _id);
  expect(stages((await explain({}, { sort: { a: -1, b: 1 } })).queryPlanner.winningPlan)).toEqual(['FETCH', 'IXSCAN']);
  expect(await ids({ a: -1, b: 1 })).toEqual([2, 0, 1]);
  expect(stages((await explain({}, { sort: { a: 1, b: 1 } })).queryPlanner.winningPlan)).toEqual(['SORT', 'COLLSCAN']);
  expect(await ids({ a: 1, b: 1 })).toEqual([0, 1, 2]);
});

test('conditions on one array may be met by different elements, so their ranges are not intersected', async () => {
  await items.createIndex({ a: 1 });
  await fill([{ a: [1, 20] }, { a: [7] }, { a: 30 }]);
  expect(await items.countDocuments({ a: { $gt: 5, $lt: 10 } })).toBe(2);
  expect((await items.find({ a: { $elemMatch: { $gt: 5, $lt: 10 } } }).toArray()).map(({ _id }) => _id)).toEqual([1]);
});

test('two fields of the same array are not both narrowed', async () => {
  await items.createIndex({ 'a.b': 1, 'a.c': 1 });
  await fill([
    {
      a: [
        { b: 1, c: 3 },
        { b: 2, c: 2 },
      ],
    },
  ]);
  expect(await items.countDocuments({ 'a.b': 1, 'a.c': 2 })).toBe(1);
  expect(await used({ 'a.b': 1, 'a.c': 2 })).toBe('a.b_1_a.c_1');
});

test('of indexes over the same conditions the one in the order of the sort is walked, no further than the limit', async () => {
  await items.createIndexes([
    { key: { team: 1, name: 1 } },
    { key: { team: 1, at: 1 } },
    { key: { team: 1, tags: 1 } },
  ]);
  await fill(Array.from({ length: 200 }, (_, n) => ({ team: 't', name: `${n}`, at: -n, tags: [1, 2, 3] })));
  const newest = { sort: { at: -1 }, limit: 5 } as const;
  expect(await used({ team: 't' }, newest)).toBe('team_1_at_1');
  expect((await explain({ team: 't' }, newest)).executionStats).toMatchObject({ totalKeysExamined: 5 });
  expect(await used({ $and: [{ team: 't' }, { $or: [{ name: '7' }, { at: -9 }] }] }, newest)).toBe('team_1_at_1');
});

test('the document of a unique key, and the documents of no key at all, are found without looking at others', async () => {
  await items.createIndexes([{ key: { team: 1 } }, { key: { team: 1, name: 1 }, unique: true }]);
  await fill(Array.from({ length: 200 }, (_, n) => ({ team: 't', name: `${n}` })));
  const statsOf = async (filter: Filter<Item>) => (await explain(filter)).executionStats;
  expect(await used({ _id: 7, team: 't' })).toBe('_id_');
  expect(await statsOf({ team: 't', name: '7' })).toMatchObject({ totalKeysExamined: 1 });
  expect(await statsOf({ team: 't', name: { $in: ['7', '8', 'x'] } })).toMatchObject({ totalKeysExamined: 2 });
  expect(await statsOf({ team: 't', _id: { $in: [] } })).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 0 });
});

test('of indexes over different conditions the one with fewer entries is walked', async () => {
  await items.createIndexes([{ key: { state: 1 } }, { key: { team: 1, at: 1 } }]);
  await fill(Array.from({ length: 300 }, (_, n) => ({ state: n < 3 ? 'rare' : 'usual', team: n % 10, at: n })));
  expect(await used({ state: 'rare', team: 1 })).toBe('state_1');
  expect(await used({ state: 'usual', team: 1 })).toBe('team_1_at_1');
  expect(await used({ state: 'rare', team: 1 }, { sort: { at: 1 }, limit: 20 })).toBe('state_1');
});

test('a sparse index answers only conditions that no missing field can meet', async () => {
  await items.createIndex({ a: 1 }, { sparse: true });
  await fill([{}, { a: null }, { a: 1 }]);
  expect(await used({ a: 1 })).toBe('a_1');
  expect(await used({ a: null })).toBe('COLLSCAN');
  expect(await items.countDocuments({ a: null })).toBe(2);
  expect(await used({}, { sort: { a: 1 } })).toBe('COLLSCAN');
});

test('a partial index answers only conditions that its filter follows from', async () => {
  await items.createIndex({ a: 1 }, { partialFilterExpression: { state: 'on', n: { $gt: 5 } } });
  await fill([
    { a: 1, state: 'on', n: 9 },
    { a: 1, state: 'off', n: 9 },
    { a: 1, state: 'on', n: 6 },
  ]);
  expect(await used({ a: 1, state: 'on', n: { $gt: 7 } })).toBe('a_1');
  expect(await used({ a: 1, state: 'on', n: 6 })).toBe('a_1');
  expect(await used({ a: 1, state: 'on' })).toBe('COLLSCAN');
  expect(await items.countDocuments({ a: 1, state: 'on' })).toBe(2);
});

test('every branch of $or uses its index, and a document in two branches comes once', async () => {
  await items.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }]);
  await fill([{ a: 1, b: 1 }, { a: 1 }, { b: 1 }, { c: 1 }]);
  const filter = { $or: [{ a: 1 }, { b: 1 }] };
  expect((await explain(filter)).queryPlanner.winningPlan).toMatchObject({ inputStage: { stage: 'OR' } });
  expect((await items.find(filter).toArray()).map(({ _id }) => _id).sort()).toEqual([0, 1, 2]);
});

test('a fixed beginning of a regular expression narrows the index', async () => {
  await items.createIndex({ name: 1 });
  await fill(['abc', 'abd', 'ab', 'b', 'a'].map((name) => ({ name })));
  const { executionStats } = await explain({ name: /^ab/ });
  expect(executionStats).toMatchObject({ nReturned: 3, totalDocsExamined: 3 });
  expect(await items.countDocuments({ name: /^abx*/ })).toBe(3);
});

test('another collation makes an index useless for text and keeps it for numbers', async () => {
  await items.createIndex({ a: 1 });
  await fill([{ a: 'X' }, { a: 'x' }, { a: 1 }]);
  const collation = { locale: 'en', strength: 2 };
  expect(await used({ a: 'x' }, { collation })).toBe('COLLSCAN');
  expect(await items.countDocuments({ a: 'x' }, { collation })).toBe(2);
  expect(await used({ a: 1 }, { collation })).toBe('a_1');
  await items.createIndex({ a: 1 }, { collation, name: 'folded' });
  expect(await used({ a: 'x' }, { collation })).toBe('folded');
  expect(await items.countDocuments({ a: 'x' }, { collation })).toBe(2);
});

test('long strings share what is left of their keys and are still told apart', async () => {
  const long = 'x'.repeat(3000);
  await items.createIndex({ a: 1 }, { unique: true });
  await fill([{ a: `${long}b` }, { a: `${long}a` }, { a: 'y' }]);
  expect((await items.find({ a: `${long}a` }).toArray()).map(({ _id }) => _id)).toEqual([1]);
  expect(
    (
      await items
        .find({ a: { $gt: `${long}a` } })
        .sort({ a: 1 })
        .toArray()
    ).map(({ _id }) => _id),
  ).toEqual([0, 2]);
  await expect(items.insertOne({ _id: 9, a: `${long}a` })).rejects.toMatchObject({ code: 11000 });
});

test('a hint is obeyed, and one that names no index is refused', async () => {
  await items.createIndex({ a: 1 });
  await fill([{ a: 1 }, { b: 1 }]);
  expect(await used({ b: 1 }, { hint: 'a_1' })).toBe('a_1');
  expect(await items.countDocuments({ b: 1 }, { hint: { a: 1 } })).toBe(1);
  await expect(items.find({ a: 1 }, { hint: 'b_1' }).toArray()).rejects.toMatchObject({ code: 2 });
});

test('whatever the index, the answer is that of a full scan', async () => {
  const values = [
    null,
    undefined,
    1,
    2.5,
    'a',
    'b',
    '',
    true,
    [],
    [1, 2],
    ['a'],
    [[1]],
    { x: 1 },
    [null],
    new Date(5),
    [{ x: 1 }],
  ];
  const filters: Filter<Item>[] = [
    ...[null, 1, 'a', true, [], [1, 2], [1], { x: 1 }].map((a) => ({ a })),
    ...[1, 'a', null, [1], { x: 1 }].flatMap((v) => [
      { a: { $gt: v } },
      { a: { $gte: v } },
      { a: { $lt: v } },
      { a: { $lte: v } },
      { a: { $ne: v } },
    ]),
    { a: { $in: [null, 1, /^a/] } },
    { a: { $exists: false } },
    { a: { $exists: true } },
    { a: { $nin: [1, null] } },
    { a: { $all: [1, 2] } },
    { a: { $size: 1 } },
    { a: { $not: { $gt: 1 } } },
    { 'a.x': 1 },
    { 'a.0': 1 },
    { a: { $type: 'string' } },
  ];
  await fill(values.map((a) => (a === undefined ? {} : { a })));
  const answers = () =>
    Promise.all(filters.map(async (filter) => (await items.find(filter).toArray()).map(({ _id }) => _id).sort()));
  const scanned = await answers();
  for (const key of [{ a: 1 }, { a: -1 }, { a: 1, _id: -1 }] as const) {
    const name = await items.createIndex(key);
    expect(await answers()).toEqual(scanned);
    await items.dropIndex(name);
  }
});
