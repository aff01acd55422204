import { Decimal128, Double } from 'bson';
import type { SemanticCase } from './case';

const unique = (key: Record<string, unknown>, options: Record<string, unknown> = {}) => ({
  key,
  name: 'u',
  unique: true,
  ...options,
});
const update = (q: Record<string, unknown>, u: unknown, options: Record<string, unknown> = {}) => ({
  update: 'c',
  updates: [{ q, u, ...options }],
});
const insert = (documents: readonly unknown[], options: Record<string, unknown> = {}) => ({
  insert: 'c',
  documents,
  ...options,
});

/** What indexes must do. */
export const indexCases: SemanticCase[] = [
  {
    name: 'a unique index refuses an insert',
    docs: [{ _id: 1, a: 1 }],
    indexes: [unique({ a: 1 })],
    command: insert([{ _id: 2, a: new Double(1) }]),
    expected: { error: 11000, stored: [{ _id: 1, a: 1 }] },
  },
  {
    name: 'a unique index refuses an update',
    docs: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    indexes: [unique({ a: 1 })],
    command: update({ _id: 2 }, { $set: { a: 1 } }),
    expected: {
      error: 11000,
      stored: [
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ],
    },
  },
  {
    name: 'a unique index refuses a replacement',
    docs: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    indexes: [unique({ a: 1 })],
    command: update({ _id: 2 }, { a: 1 }),
    expected: { error: 11000 },
  },
  {
    name: 'a unique index takes missing for null',
    docs: [{ _id: 1 }],
    indexes: [unique({ a: 1 })],
    command: insert([{ _id: 2, a: null }]),
    expected: { error: 11000 },
  },
  {
    name: 'a sparse unique index lets missing be',
    docs: [{ _id: 1 }],
    indexes: [unique({ a: 1 }, { sparse: true })],
    command: insert([{ _id: 2 }, { _id: 3 }]),
    expected: { reply: { n: 2 }, stored: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] },
  },
  {
    name: 'a sparse unique index sees null',
    docs: [{ _id: 1, a: null }],
    indexes: [unique({ a: 1 }, { sparse: true })],
    command: insert([{ _id: 2, a: null }]),
    expected: { error: 11000 },
  },
  {
    name: 'a partial unique index lets others be',
    docs: [{ _id: 1, a: 1, on: false }],
    indexes: [unique({ a: 1 }, { partialFilterExpression: { on: true } })],
    command: insert([{ _id: 2, a: 1, on: true }]),
    expected: { reply: { n: 1 } },
  },
  {
    name: 'a unique index looks into arrays',
    docs: [{ _id: 1, a: [1, 2] }],
    indexes: [unique({ a: 1 })],
    command: insert([{ _id: 2, a: [2, 3] }]),
    expected: { error: 11000 },
  },
  {
    name: 'a unique index on two fields',
    docs: [{ _id: 1, a: 1, b: 1 }],
    indexes: [unique({ a: 1, b: 1 })],
    command: insert([{ _id: 2, a: 1, b: 2 }]),
    expected: { reply: { n: 1 } },
  },
  {
    name: 'a collated unique index',
    docs: [{ _id: 1, a: 'x' }],
    indexes: [unique({ a: 1 }, { collation: { locale: 'en', strength: 2 } })],
    command: insert([{ _id: 2, a: 'X' }]),
    expected: { error: 11000 },
  },
  {
    name: 'an index keeps type brackets',
    docs: [{ _id: 1, a: 5 }, { _id: 2, a: 'x' }, { _id: 3 }],
    indexes: [{ key: { a: 1 }, name: 'a' }],
    command: { find: 'c', filter: { a: { $gt: 1 } } },
    expected: { answer: [{ _id: 1, a: 5 }] },
  },
  {
    name: 'an index finds null and missing',
    docs: [{ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: [] }],
    indexes: [{ key: { a: 1 }, name: 'a' }],
    command: { find: 'c', filter: { a: null }, sort: { _id: 1 } },
    expected: { answer: [{ _id: 1, a: null }, { _id: 2 }] },
  },
  {
    name: 'a sparse index does not hide documents',
    docs: [{ _id: 1 }, { _id: 2, a: 1 }],
    indexes: [{ key: { a: 1 }, name: 'a', sparse: true }],
    command: { find: 'c', filter: { a: { $ne: 1 } } },
    expected: { answer: [{ _id: 1 }] },
  },
  {
    name: 'a sparse index does not answer for null',
    docs: [{ _id: 1 }, { _id: 2, a: 1 }, { _id: 3, a: null }],
    indexes: [{ key: { a: 1 }, name: 'a', sparse: true }],
    command: { find: 'c', filter: { a: null }, sort: { _id: 1 } },
    expected: { answer: [{ _id: 1 }, { _id: 3, a: null }] },
  },
  {
    name: 'a sparse index does not sort what it leaves out',
    docs: [{ _id: 1, a: 2 }, { _id: 2 }, { _id: 3, a: 1 }],
    indexes: [{ key: { a: 1 }, name: 'a', sparse: true }],
    command: { find: 'c', sort: { a: 1 } },
    expected: { answer: [{ _id: 2 }, { _id: 3, a: 1 }, { _id: 1, a: 2 }] },
  },
  {
    name: 'a multikey index answers once',
    docs: [{ _id: 1, a: [1, 2, 3] }],
    indexes: [{ key: { a: 1 }, name: 'a' }],
    command: { find: 'c', filter: { a: { $gte: 1 } } },
    expected: { answer: [{ _id: 1, a: [1, 2, 3] }] },
  },
  {
    name: 'an index sorts decimals as numbers',
    docs: [
      { _id: 1, a: Decimal128.fromString('10') },
      { _id: 2, a: 9 },
      { _id: 3, a: new Double(9.5) },
    ],
    indexes: [{ key: { a: 1 }, name: 'a' }],
    command: { find: 'c', filter: { a: { $gt: 0 } }, sort: { a: 1 }, projection: { _id: 1 } },
    expected: { answer: [{ _id: 2 }, { _id: 3 }, { _id: 1 }] },
  },
  {
    name: 'an index that differs only in options conflicts',
    docs: [{ _id: 1 }],
    indexes: [{ key: { a: 1 }, name: 'a_1' }],
    command: { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }] },
    expected: { error: 86 },
  },
  {
    name: 'the same keys under another name conflict',
    docs: [{ _id: 1 }],
    indexes: [{ key: { a: 1 }, name: 'a_1' }],
    command: { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'other' }] },
    expected: { error: 85 },
  },
  {
    name: 'the same index again is nothing',
    docs: [{ _id: 1 }],
    indexes: [{ key: { a: 1 }, name: 'a_1' }],
    command: { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] },
    expected: { reply: { numIndexesBefore: 2, numIndexesAfter: 2 } },
  },
  {
    name: 'expired documents go',
    docs: [{ _id: 1, at: new Date(0) }, { _id: 2, at: new Date('2999-01-01') }, { _id: 3 }],
    indexes: [{ key: { at: 1 }, name: 't', expireAfterSeconds: 1 }],
    command: { ping: 1 },
    expected: { stored: [{ _id: 2, at: new Date('2999-01-01') }, { _id: 3 }] },
    isEventual: true,
  },
];
