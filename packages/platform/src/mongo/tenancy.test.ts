import { testDatabase } from '@oatfin/testkit/mongo';
import mongoose, { model, Schema, Types } from 'mongoose';
import { connectMongo, disconnectMongo, tenancy } from '.';

interface Thing {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  name: string;
}

const schema = new Schema<Thing>({ name: String });
schema.plugin(tenancy);
const Things = model<Thing>('TenancyThing', schema);

const deletes = (filter: Partial<Thing>) => ({ deleteOne: { filter } });
const [ours, theirs] = [new Types.ObjectId(), new Types.ObjectId()];

beforeAll(() => connectMongo(testDatabase().uri));
beforeEach(async () => {
  await Things.deleteMany({}, { acrossTeams: true });
  await Things.create([
    { team: ours, name: 'a' },
    { team: theirs, name: 'a' },
  ]);
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await disconnectMongo();
});

test.each<[string, () => PromiseLike<unknown>]>([
  ['find', () => Things.find({ name: 'a' })],
  ['findOne', () => Things.findOne({ name: 'a' })],
  ['findById', () => Things.findById(ours)],
  ['exists', () => Things.exists({ name: 'a' })],
  ['count', () => Things.countDocuments({})],
  ['estimated count', () => Things.estimatedDocumentCount()],
  ['distinct', () => Things.distinct('name')],
  ['updateOne', () => Things.updateOne({ name: 'a' }, { name: 'b' })],
  ['updateMany', () => Things.updateMany({}, { name: 'b' })],
  ['replaceOne', () => Things.replaceOne({ name: 'a' }, { team: ours, name: 'b' })],
  ['deleteOne', () => Things.deleteOne({ name: 'a' })],
  ['deleteMany', () => Things.deleteMany({})],
  ['findOneAndUpdate', () => Things.findOneAndUpdate({ name: 'a' }, { name: 'b' })],
  ['findOneAndReplace', () => Things.findOneAndReplace({ name: 'a' }, { team: ours, name: 'b' })],
  ['findOneAndDelete', () => Things.findOneAndDelete({ name: 'a' })],
  ['aggregate', () => Things.aggregate([{ $group: { _id: null } }])],
  ['bulkWrite', () => Things.bulkWrite([{ deleteOne: { filter: { name: 'a' } } }])],
  ['bulkWrite with one such operation', () => Things.bulkWrite([deletes({ team: ours }), deletes({ name: 'a' })])],
  ['bulkWrite whose team is null', () => Things.bulkWrite([{ deleteMany: { filter: { team: null } } }])],
  ['bulkWrite of a new row', () => Things.bulkWrite([{ insertOne: { document: { name: 'a' } as Thing } }])],
])('%s without a team throws and changes nothing', async (_title, query) => {
  await expect(Promise.resolve(query())).rejects.toThrow('names no team');
  expect(await Things.countDocuments({ name: 'a' }, { acrossTeams: true })).toBe(2);
});

test('a query with a team sees that team alone', async () => {
  expect(await Things.countDocuments({ team: ours })).toBe(1);
  expect(await Things.aggregate([{ $match: { team: ours } }])).toHaveLength(1);
});

test('a bulk write whose every operation names a team changes the rows of those teams', async () => {
  await Things.bulkWrite([
    { updateOne: { filter: { team: ours }, update: { $set: { name: 'b' } } } },
    { updateMany: { filter: { team: theirs }, update: { $set: { name: 'c' } } } },
    { insertOne: { document: { _id: new Types.ObjectId(), team: ours, name: 'd' } } },
  ]);
  expect(await Things.distinct('name', { team: ours })).toEqual(['b', 'd']);
  expect(await Things.distinct('name', { team: theirs })).toEqual(['c']);
});

test('a row without a team is not stored, and a row never changes its team', async () => {
  await expect(Things.create({ name: 'b' })).rejects.toThrow('team');
  await Things.updateMany({ team: ours }, { $set: { team: theirs } });
  expect(await Things.countDocuments({ team: ours })).toBe(1);
});

test('a sweep says that it looks across teams', async () => {
  expect(await Things.find({}, null, { acrossTeams: true })).toHaveLength(2);
});
