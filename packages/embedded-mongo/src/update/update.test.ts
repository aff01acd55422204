import { Int32 } from 'bson';
import type { QueryContext } from '../query';
import type { Doc } from '../values';
import { compileUpdate } from './index';

const ctx: QueryContext = { variables: {}, now: new Date(0), tick: () => undefined };
const one = new Int32(1);

test('an update never changes the document it is given, also inside arrays', () => {
  const doc: Doc = { _id: one, a: [{ b: one }], c: { d: one } };
  const before = JSON.stringify(doc);
  const update = compileUpdate({ $set: { 'a.0.b': 2, 'c.e': 3 }, $push: { l: 1 } }, { ctx });
  expect(update.apply(doc)).not.toBe(doc);
  expect(JSON.stringify(doc)).toBe(before);
});

test('documents changed by one update share nothing that a later update could change', () => {
  const update = compileUpdate({ $set: { a: { list: [one] } } }, { ctx });
  const first = update.apply({ _id: one });
  const second = compileUpdate({ $push: { 'a.list': 2 } }, { ctx }).apply(first);
  expect(first).toEqual({ _id: one, a: { list: [one] } });
  expect(second).toEqual({ _id: one, a: { list: [one, 2] } });
});

test.each([
  [{ a: one }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: 1}"],
  [
    { a: 'x' },
    { $inc: { a: one } },
    14,
    "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'a' of non-numeric type string",
  ],
  [{}, { $set: { a: 1, 'a.b': 2 } }, 40, "Updating the path 'a.b' would create a conflict at 'a'"],
  [
    {},
    { $set: { _id: new Int32(2) } },
    66,
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  ],
])('%j: a refusal has MongoDB’s code and text', (fields, update, code, message) => {
  const doc = { _id: one, ...fields };
  const run = () => compileUpdate(update, { ctx }).apply(doc);
  expect(run).toThrow(expect.objectContaining({ code, message }));
});
