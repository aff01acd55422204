import type { Document } from 'mongodb';
import { useItems } from './items.fixture';

const given = useItems();

describe('refusals have MongoDB’s codes', () => {
  const refused: [string, Document, number][] = [
    ['an unknown command', { frobnicate: 1 }, 59],
    ['an unknown field of a command', { find: 'items', frob: 1 }, 40415],
    ['an unknown field of a statement', { update: 'items', updates: [{ q: {}, u: {}, frob: 1 }] }, 40415],
    ['a filter of the wrong type', { find: 'items', filter: 1 }, 14],
    ['a negative skip', { find: 'items', skip: -1 }, 51024],
    ['a missing required field', { distinct: 'items' }, 40414],
    ['an empty batch', { insert: 'items', documents: [] }, 16],
    ['a collection name with a dollar', { create: 'a$b' }, 73],
    ['an empty collection name', { find: '' }, 73],
    ['an index of what does not exist', { listIndexes: 'nothing' }, 26],
    ['dropping an index of what does not exist', { dropIndexes: 'nothing', index: 'a_1' }, 26],
    ['renaming what does not exist', { renameCollection: 'test.nothing', to: 'test.other' }, 26],
    ['an aggregate without a cursor', { aggregate: 'items', pipeline: [] }, 9],
    ['a pipeline that is no array', { aggregate: 'items', pipeline: {}, cursor: {} }, 14],
    ['an unknown stage', { aggregate: 'items', pipeline: [{ $frob: 1 }], cursor: {} }, 40324],
    ['an update that is neither', { findAndModify: 'items' }, 9],
    ['remove together with update', { findAndModify: 'items', remove: true, update: {} }, 9],
    ['explaining what cannot be explained', { explain: { ping: 1 } }, 59],
    ['a transaction', { find: 'items', txnNumber: 1, startTransaction: true, autocommit: false }, 20],
    ['a text index', { createIndexes: 'items', indexes: [{ key: { a: 'text' }, name: 'a_text' }] }, 238],
    ['a geo index', { createIndexes: 'items', indexes: [{ key: { a: '2dsphere' }, name: 'a_geo' }] }, 238],
    ['a change stream', { aggregate: 'items', pipeline: [{ $changeStream: {} }], cursor: {} }, 238],
    ['a bulkWrite of MongoDB 8', { bulkWrite: 1 }, 59],
    ['a limit of a delete that is neither 0 nor 1', { delete: 'items', deletes: [{ q: {}, limit: 2 }] }, 9],
  ];

  test.each(refused)('%s', async (_name, command, code) => {
    await expect(given.db.command(command)).rejects.toMatchObject({ code });
  });
});
