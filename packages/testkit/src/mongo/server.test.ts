import mongoose from 'mongoose';
import { startMongo, testDatabase } from '.';

test("what is written to a test file's own database can be read back from the run's MongoDB", async () => {
  const { uri, name } = testDatabase();
  const connection = await mongoose.createConnection(uri).asPromise();
  const things = connection.collection('things');
  await things.insertOne({ name: 'lamp' });
  expect(connection.name).toBe(name);
  expect(await things.countDocuments({ name: 'lamp' })).toBe(1);
  await connection.dropDatabase();
  await connection.close();
});

test('a private MongoDB no longer answers when it was stopped', async () => {
  const mongo = await startMongo();
  await mongoose
    .createConnection(mongo.uri)
    .asPromise()
    .then((connection) => connection.close());
  await mongo.stop();
  const again = mongoose.createConnection(mongo.uri, { serverSelectionTimeoutMS: 200 }).asPromise();
  await expect(again).rejects.toThrow('ECONNREFUSED');
});
