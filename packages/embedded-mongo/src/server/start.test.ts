import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startServer } from '..';
import { ServerProcess } from '../testing/server-process';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mongo-start-'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('a server on the same directory finds everything again', async () => {
  const first = await startServer({ dir });
  const before = await MongoClient.connect(first.uri);
  await before.db('a').collection('b').createIndex({ n: 1 }, { unique: true });
  await before
    .db('a')
    .collection('b')
    .insertMany([{ n: 1, list: [1, 2] }, { n: 2 }]);
  await before.close();
  await first.close();
  const second = await startServer({ dir });
  const after = await MongoClient.connect(second.uri);
  expect(
    await after
      .db('a')
      .collection('b')
      .countDocuments({ n: { $gt: 0 } }),
  ).toBe(2);
  await expect(after.db('a').collection('b').insertOne({ n: 1 })).rejects.toMatchObject({ code: 11000 });
  expect(await after.db('a').command({ validate: 'b' })).toMatchObject({ valid: true });
  await after.close();
  await second.close();
});

test('a directory that another live process uses is refused; what a dead one left is taken over', async () => {
  const other = await ServerProcess.start(dir);
  await expect(startServer({ dir })).rejects.toThrow('in use by process');
  await other.kill();
  const server = await startServer({ dir });
  await expect(startServer({ dir })).rejects.toThrow('in use');
  await server.close();
}, 20_000);

test('production is refused', async () => {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await expect(startServer({ dir })).rejects.toThrow('MONGODB_URI');
  process.env.NODE_ENV = NODE_ENV ?? 'test';
});

test('closing twice is closing once', async () => {
  const server = await startServer({ dir });
  await Promise.all([server.close(), server.close()]);
});
