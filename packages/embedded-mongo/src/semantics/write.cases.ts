import { Double } from 'bson';
import type { SemanticCase } from './case';

const update = (q: Record<string, unknown>, u: unknown, options: Record<string, unknown> = {}) => ({
  update: 'c',
  updates: [{ q, u, ...options }],
});
const insert = (documents: readonly unknown[], options: Record<string, unknown> = {}) => ({
  insert: 'c',
  documents,
  ...options,
});

/** What commands that write must do. */
export const writeCases: SemanticCase[] = [
  {
    name: 'an ordered insert stops at the first fault',
    docs: [{ _id: 1 }],
    command: insert([{ _id: 2 }, { _id: 1 }, { _id: 3 }]),
    expected: { error: 11000, reply: { n: 1 }, stored: [{ _id: 1 }, { _id: 2 }] },
  },
  {
    name: 'an unordered insert goes on',
    docs: [{ _id: 1 }],
    command: insert([{ _id: 2 }, { _id: 1 }, { _id: 3 }], { ordered: false }),
    expected: { error: 11000, reply: { n: 2 }, stored: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] },
  },
  {
    name: 'an ordered update stops at the first fault',
    docs: [{ _id: 1, a: 'x' }],
    command: {
      update: 'c',
      updates: [
        { q: {}, u: { $inc: { a: 1 } } },
        { q: {}, u: { $set: { b: 1 } } },
      ],
    },
    expected: { error: 14, stored: [{ _id: 1, a: 'x' }] },
  },
  {
    name: 'nModified counts changes, n matches',
    docs: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    command: update({}, { $set: { a: 1 } }, { multi: true }),
    expected: { reply: { n: 2, nModified: 1 } },
  },
  {
    name: 'nModified is 0 when nothing changes',
    docs: [{ _id: 1, a: 1 }],
    command: update({}, { $set: { a: 1 } }),
    expected: { reply: { n: 1, nModified: 0 } },
  },
  {
    name: 'another number type is a change',
    docs: [{ _id: 1, a: 1 }],
    command: update({}, { $set: { a: new Double(1) } }),
    expected: { reply: { n: 1, nModified: 1 }, stored: [{ _id: 1, a: new Double(1) }] },
  },
  {
    name: 'an update without multi takes one',
    docs: [{ _id: 1 }, { _id: 2 }],
    command: update({}, { $set: { a: 1 } }),
    expected: { stored: [{ _id: 1, a: 1 }, { _id: 2 }] },
  },
  {
    name: 'an update under a collation',
    docs: [{ _id: 1, s: 'A' }],
    command: update({ s: 'a' }, { $set: { n: 1 } }, { collation: { locale: 'en', strength: 2 } }),
    expected: { stored: [{ _id: 1, s: 'A', n: 1 }] },
  },
  {
    name: 'a delete with limit 1',
    docs: [{ _id: 1 }, { _id: 2 }],
    command: { delete: 'c', deletes: [{ q: {}, limit: 1 }] },
    expected: { reply: { n: 1 }, stored: [{ _id: 2 }] },
  },
  {
    name: 'findAndModify gives the document before',
    docs: [{ _id: 1, n: 1 }],
    command: { findAndModify: 'c', query: {}, update: { $inc: { n: 1 } } },
    expected: { answer: [{ _id: 1, n: 1 }] },
  },
  {
    name: 'findAndModify can give it after',
    docs: [{ _id: 1, n: 1 }],
    command: { findAndModify: 'c', query: {}, update: { $inc: { n: 1 } }, new: true },
    expected: { answer: [{ _id: 1, n: 2 }] },
  },
  {
    name: 'findAndModify sorts first',
    docs: [
      { _id: 1, n: 1 },
      { _id: 2, n: 9 },
    ],
    command: { findAndModify: 'c', query: {}, sort: { n: -1 }, remove: true },
    expected: { answer: [{ _id: 2, n: 9 }], stored: [{ _id: 1, n: 1 }] },
  },
  {
    name: 'distinct opens arrays',
    docs: [{ _id: 1, a: [1, 2] }, { _id: 2, a: 2 }, { _id: 3 }],
    command: { distinct: 'c', key: 'a' },
    expected: { answer: [1, 2] },
  },
  {
    name: 'count with a filter',
    docs: [{ _id: 1, a: 1 }, { _id: 2 }],
    command: { count: 'c', query: { a: null } },
    expected: { reply: { n: 1 } },
  },
  {
    name: 'an update filter with let',
    docs: [{ _id: 1, n: 5 }],
    command: { ...update({ $expr: { $eq: ['$n', '$$x'] } }, [{ $set: { n: '$$x' } }]), let: { x: 5 } },
    expected: { reply: { n: 1 } },
  },
  { name: 'an unknown command', command: { noSuchCommand: 1 }, expected: { error: 59 } },
];
