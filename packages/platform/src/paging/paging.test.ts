import { testDatabase } from '@oatfin/testkit/mongo';
import mongoose, { model, Schema, type Types } from 'mongoose';
import { connectMongo, disconnectMongo } from '../mongo';
import { nameKey, paginate } from '.';

interface Row {
  _id: Types.ObjectId;
  nameKey: string;
  size: number;
  madeAt: Date;
}

const Rows = model<Row>('PagingRow', new Schema<Row>({ nameKey: String, size: Number, madeAt: Date }));
const fields = { name: 'nameKey', size: 'size', madeAt: 'madeAt' };

beforeAll(() => connectMongo(testDatabase().uri));
beforeEach(async () => {
  await Rows.deleteMany({});
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await disconnectMongo();
});

test.each(['name', '-name', 'size', '-size', 'madeAt', '-madeAt'])(
  'by %s every row comes exactly once, in order, although many hold the same value',
  async (sort) => {
    await insert(103);
    const rows = await readAll(sort, 10);
    expect(new Set(rows.map((row) => String(row._id))).size).toBe(103);
    const whole = await Rows.find().sort({
      [fieldOf(sort)]: sort.startsWith('-') ? -1 : 1,
      _id: sort.startsWith('-') ? -1 : 1,
    });
    expect(rows.map((row) => String(row._id))).toEqual(whole.map((row) => String(row._id)));
  },
);

test.each(['name', '-size', 'madeAt'])(
  'by %s no row that was there at the start is lost or repeated while rows are added',
  async (sort) => {
    await insert(60);
    const before = (await Rows.find().lean()).map((row) => String(row._id));
    const seen = (await readAll(sort, 7, () => insert(5))).map((row) => String(row._id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(before));
  },
);

test('names are sorted without regard to case', async () => {
  const names = ['b', 'A', 'C', 'a'];
  await Rows.insertMany(names.map((name) => ({ nameKey: nameKey(name), size: 0, madeAt: new Date() })));
  expect((await readAll('name', 1)).map((row) => row.nameKey)).toEqual(['a', 'a', 'b', 'c']);
});

test('the last page has no next cursor, also when it is full', async () => {
  await insert(10);
  const paging = paginate({ limit: 10, sort: 'name' }, fields);
  const page = paging.toPage(await Rows.find(paging.filter).sort(paging.sort).limit(paging.limit).lean());
  expect([page.rows.length, page.nextCursor]).toEqual([10, null]);
});

test('a cursor of another sort, of other filters, or that nobody gave is refused', async () => {
  await insert(3);
  const paging = paginate({ limit: 1, sort: 'name' }, fields, { status: 'running' });
  const rows = await Rows.find().sort(paging.sort).limit(paging.limit).lean();
  const cursor = paging.toPage(rows).nextCursor ?? '';
  const again =
    (sort: string, where: object, given = cursor) =>
    () =>
      paginate({ limit: 1, sort, cursor: given }, fields, where);
  expect(again('name', { status: 'running', search: undefined })).not.toThrow();
  const refused = expect.objectContaining({ code: 'request.cursor_invalid' });
  expect(again('-name', { status: 'running' })).toThrow(refused);
  expect(again('name', {})).toThrow(refused);
  expect(again('name', { status: 'running' }, 'garbage')).toThrow(refused);
  const forged = Buffer.from(JSON.stringify({ ...decode(cursor), value: { $gt: '' } })).toString('base64url');
  expect(again('name', { status: 'running' }, forged)).toThrow(refused);
});

async function insert(count: number): Promise<void> {
  const row = () => Math.floor(Math.random() * 5);
  await Rows.insertMany(
    Array.from({ length: count }, () => ({ nameKey: `name ${row()}`, size: row(), madeAt: new Date(1_000 * row()) })),
  );
}

async function readAll(sort: string, limit: number, between: () => Promise<void> = async () => {}): Promise<Row[]> {
  const all: Row[] = [];
  let cursor: string | undefined;
  do {
    const paging = paginate({ limit, sort, cursor }, fields);
    const page = paging.toPage(await Rows.find(paging.filter).sort(paging.sort).limit(paging.limit).lean());
    all.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
    if (all.length < 60) await between();
  } while (cursor !== undefined);
  return all;
}

function fieldOf(sort: string): string {
  return Object.entries(fields).find(([name]) => name === sort.replace('-', ''))?.[1] ?? '';
}

function decode(cursor: string): object {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString());
}
