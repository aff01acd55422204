import type { Collection, Db, Document } from 'mongodb';
import { TestServer } from '../testing/test-server';

/** A document of the collection that the tests of the commands work on. */
export interface Item extends Document {
  _id: number;
}

/** An empty database, and its collection `items`. */
export interface ItemsFixture {
  readonly db: Db;
  readonly items: Collection<Item>;
}

/** One server for the tests of the file that calls this, emptied before each. To be read in tests, not around them. */
export function useItems(): ItemsFixture {
  let started: TestServer;
  beforeAll(async () => {
    started = await TestServer.start();
  });
  beforeEach(() => started.db.dropDatabase());
  afterAll(() => started.close());
  return {
    get db() {
      return started.db;
    },
    get items() {
      return started.db.collection<Item>('items');
    },
  };
}

/** Items `_id: 0, n: 0` and on. */
export const numbered = (count: number): Item[] => Array.from({ length: count }, (_, n) => ({ _id: n, n }));
