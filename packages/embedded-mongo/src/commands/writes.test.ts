import { setTimeout as pause } from 'node:timers/promises';
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

test('writes without acknowledgement are done all the same', async () => {
  await items.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
  await items.updateOne({ _id: 1 }, { $set: { a: 1 } }, { writeConcern: { w: 0 } });
  for (let tries = 0; tries < 100 && (await items.countDocuments({ a: 1 })) === 0; tries += 1) await pause(10);
  expect(await items.findOne()).toEqual({ _id: 1, a: 1 });
});

test('many clients writing one counter lose no increment', async () => {
  await items.insertOne({ _id: 1, n: 0 });
  await Promise.all(Array.from({ length: 200 }, () => items.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
  expect(await items.findOne()).toEqual({ _id: 1, n: 200 });
});
