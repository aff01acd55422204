import mongoose, { type Connection, Schema } from 'mongoose';
import { TestServer } from './test-server';

let started: TestServer;
let connection: Connection;

beforeAll(async () => {
  started = await TestServer.start();
  connection = await mongoose.createConnection(`${started.server.uri}/mongoose`).asPromise();
});

afterAll(async () => {
  await connection.close();
  await started.close();
});

test('syncIndexes builds what the schema asks for and has nothing to do the second time', async () => {
  const schema = new Schema({
    email: { type: String, unique: true, collation: { locale: 'en', strength: 2 } },
    at: Date,
    n: Number,
    tags: [String],
  });
  schema.index({ at: 1 }, { expireAfterSeconds: 3600 });
  schema.index({ n: -1, tags: 1 }, { sparse: true, name: 'mine' });
  schema.index({ n: 1 }, { partialFilterExpression: { n: { $gt: 5 } } });
  const Model = connection.model('Synced', schema);
  await Model.syncIndexes();
  expect(await Model.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  expect(await Model.syncIndexes()).toEqual([]);
  await Model.collection.createIndex({ gone: 1 });
  expect(await Model.cleanIndexes()).toEqual(['gone_1']);
});

test('populate follows references, also through arrays and virtuals', async () => {
  const Team = connection.model('Team', new Schema({ name: String }));
  const appSchema = new Schema({
    name: String,
    team: { type: Schema.Types.ObjectId, ref: 'Team' },
    friends: [{ type: Schema.Types.ObjectId, ref: 'Team' }],
  });
  const App = connection.model('App', appSchema);
  const red = await Team.create({ name: 'red' });
  const blue = await Team.create({ name: 'blue' });
  await App.create({ name: 'one', team: red._id, friends: [blue._id, red._id] });
  const found = await App.findOne({ name: 'one' }).populate<{ team: { name: string }; friends: { name: string }[] }>([
    'team',
    'friends',
  ]);
  expect(found?.team.name).toBe('red');
  expect(found?.friends.map(({ name }) => name)).toEqual(['blue', 'red']);
});

test('discriminators share a collection and keep to their own kind', async () => {
  const Event = connection.model('Event', new Schema({ at: Date }, { discriminatorKey: 'kind' }));
  const Click = Event.discriminator<{ url: string }>('Click', new Schema({ url: String }));
  const Sale = Event.discriminator<{ price: number }>('Sale', new Schema({ price: Number }));
  await Click.create({ url: '/' });
  await Sale.create([{ price: 1 }, { price: 2 }]);
  expect(await Event.countDocuments()).toBe(3);
  expect((await Sale.find().sort({ price: -1 })).map(({ price }) => price)).toEqual([2, 1]);
  expect(await Click.findOne({ url: '/' })).toMatchObject({ kind: 'Click' });
});

test('maps, decimals, buffers and nested arrays come back as they went in', async () => {
  const Thing = connection.model(
    'Thing',
    new Schema({
      map: { type: Map, of: Number },
      price: Schema.Types.Decimal128,
      bytes: Buffer,
      grid: [[Number]],
      big: BigInt,
    }),
  );
  const { _id } = await Thing.create({
    map: { a: 1 },
    price: '1.10',
    bytes: Buffer.from('hi'),
    grid: [[1, 2], [3]],
    big: 9007199254740993n,
  });
  await Thing.updateOne({ _id }, { $set: { 'map.b': 2 }, $push: { 'grid.1': 4 } });
  const found = await Thing.findById(_id);
  expect(found?.map?.get('b')).toBe(2);
  expect(String(found?.price)).toBe('1.10');
  expect(found?.bytes?.toString()).toBe('hi');
  expect(found?.toObject().grid).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(found?.big).toBe(9007199254740993n);
});

test('a second save of an old version is refused, and a duplicate says which key', async () => {
  const Counter = connection.model('Counter', new Schema({ name: { type: String, unique: true }, list: [Number] }));
  await Counter.init();
  const { _id } = await Counter.create({ name: 'a', list: [1, 2, 3] });
  const [first, second] = await Promise.all([Counter.findById(_id), Counter.findById(_id)]);
  first?.set('list', [9]);
  second?.set('list.2', 7);
  await first?.save();
  await expect(second?.save()).rejects.toThrow(mongoose.Error.VersionError);
  await expect(Counter.create({ name: 'a' })).rejects.toMatchObject({
    code: 11000,
    keyPattern: { name: 1 },
    keyValue: { name: 'a' },
  });
});

test('cursors, lean reads and bulk writes pass through many batches', async () => {
  const Row = connection.model('Row', new Schema({ n: Number }));
  await Row.bulkWrite(Array.from({ length: 1000 }, (_, n) => ({ insertOne: { document: { n } } })));
  let sum = 0;
  for await (const { n } of Row.find().sort({ n: 1 }).lean().cursor({ batchSize: 64 })) sum += n ?? 0;
  expect(sum).toBe(499_500);
  const result = await Row.bulkWrite([
    { updateMany: { filter: { n: { $lt: 10 } }, update: { $inc: { n: 1 } } } },
    { deleteOne: { filter: { n: 999 } } },
  ]);
  expect(result).toMatchObject({ modifiedCount: 10, deletedCount: 1 });
});

test('capped collections, collections with a collation and views are made as asked', async () => {
  const Log = connection.model('Log', new Schema({ n: Number }, { capped: { size: 4096, max: 3 } }));
  await Log.createCollection();
  for (const n of [1, 2, 3, 4, 5]) await Log.create({ n });
  expect((await Log.find().lean()).map(({ n }) => n)).toEqual([3, 4, 5]);
  const Name = connection.model('Name', new Schema({ name: String }, { collation: { locale: 'en', strength: 2 } }));
  await Name.createCollection();
  await Name.create({ name: 'Ada' });
  expect(await Name.countDocuments({ name: 'ada' })).toBe(1);
  await connection.createCollection('bigRows', { viewOn: 'logs', pipeline: [{ $match: { n: { $gt: 3 } } }] });
  expect(await connection.collection('bigRows').countDocuments()).toBe(2);
  expect(await connection.collection('bigRows').find({ n: 5 }).project({ _id: 0 }).toArray()).toEqual([
    expect.objectContaining({ n: 5 }),
  ]);
});

test('sessions are taken and transactions are refused with MongoDB’s own words', async () => {
  const Row = connection.model('Row2', new Schema({ n: Number }));
  const session = await connection.startSession();
  await Row.create([{ n: 1 }], { session });
  expect(await Row.findOne({ n: 1 }).session(session)).not.toBeNull();
  session.startTransaction();
  await expect(Row.create([{ n: 2 }], { session })).rejects.toThrow('retryable writes');
  await session.endSession();
});
