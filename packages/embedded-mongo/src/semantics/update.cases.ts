import { Decimal128, Double, Long } from 'bson';
import { refusesUpdate, type SemanticCase, updates, upserts } from './case';

const dec = (text: string) => Decimal128.fromString(text);
const LIST = { _id: 1, l: [1, 2, 3] };
const GRADES = {
  _id: 1,
  g: [
    { s: 70, t: 'a' },
    { s: 90, t: 'b' },
  ],
};

/** Operators on single fields. */
const fields: SemanticCase[] = [
  updates('$set makes missing parents', { _id: 1 }, { $set: { 'a.b': 1 } }, { _id: 1, a: { b: 1 } }),
  updates('new fields come in the order of their names', { _id: 1 }, { $set: { b: 1, a: 2 } }, { _id: 1, a: 2, b: 1 }),
  updates('$set past the end pads with null', LIST, { $set: { 'l.5': 9 } }, { _id: 1, l: [1, 2, 3, null, null, 9] }),
  updates('a numeric name makes a document', { _id: 1 }, { $set: { 'a.0': 1 } }, { _id: 1, a: { 0: 1 } }),
  updates('$unset of an element leaves null', LIST, { $unset: { 'l.1': 1 } }, { _id: 1, l: [1, null, 3] }),
  updates('$unset of a missing path is nothing', { _id: 1 }, { $unset: { 'a.b': 1 } }, { _id: 1 }),
  updates('$inc makes the field', { _id: 1 }, { $inc: { n: 2 } }, { _id: 1, n: 2 }),
  updates('$inc of ints stays int', { _id: 1, n: 1 }, { $inc: { n: 1 } }, { _id: 1, n: 2 }),
  updates(
    '$inc past int becomes long',
    { _id: 1, n: 2147483647 },
    { $inc: { n: 1 } },
    { _id: 1, n: Long.fromString('2147483648') },
  ),
  updates('$inc keeps doubles', { _id: 1, n: new Double(1) }, { $inc: { n: 1 } }, { _id: 1, n: new Double(2) }),
  updates(
    '$inc of decimals is exact',
    { _id: 1, n: dec('0.1') },
    { $inc: { n: dec('0.2') } },
    { _id: 1, n: dec('0.3') },
  ),
  updates('$mul of a missing field is zero', { _id: 1 }, { $mul: { n: new Double(2) } }, { _id: 1, n: new Double(0) }),
  updates('$mul', { _id: 1, n: 3 }, { $mul: { n: new Double(1.5) } }, { _id: 1, n: new Double(4.5) }),
  updates('$min compares across types', { _id: 1, n: 'x' }, { $min: { n: 5 } }, { _id: 1, n: 5 }),
  updates('$max keeps the greater', { _id: 1, n: 5 }, { $max: { n: 4 } }, { _id: 1, n: 5 }),
  updates('$rename moves', { _id: 1, a: 1 }, { $rename: { a: 'b' } }, { _id: 1, b: 1 }),
  updates('$rename of nothing keeps the target', { _id: 1, b: 1 }, { $rename: { a: 'b' } }, { _id: 1, b: 1 }),
  updates('$bit', { _id: 1, n: 13 }, { $bit: { n: { and: 10 } } }, { _id: 1, n: 8 }),
  updates('$setOnInsert is not for updates', { _id: 1 }, { $setOnInsert: { a: 1 } }, { _id: 1 }),
  updates('a replacement keeps _id', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }),
  updates('an empty $set is allowed', { _id: 1 }, { $set: {} }, { _id: 1 }),
  updates('fields named __proto__ are fields', { _id: 1 }, { $set: { 'a.x': 1 } }, { _id: 1, a: { x: 1 } }),
];

/** Operators on arrays. */
const arrays: SemanticCase[] = [
  updates('$push', LIST, { $push: { l: 4 } }, { _id: 1, l: [1, 2, 3, 4] }),
  updates('$push of an array is one element', LIST, { $push: { l: [4] } }, { _id: 1, l: [1, 2, 3, [4]] }),
  updates('$push $each', LIST, { $push: { l: { $each: [4, 5] } } }, { _id: 1, l: [1, 2, 3, 4, 5] }),
  updates('$push at a position', LIST, { $push: { l: { $each: [9], $position: 0 } } }, { _id: 1, l: [9, 1, 2, 3] }),
  updates(
    '$push at a negative position',
    LIST,
    { $push: { l: { $each: [9], $position: -1 } } },
    { _id: 1, l: [1, 2, 9, 3] },
  ),
  updates(
    '$push sorts, then cuts',
    LIST,
    { $push: { l: { $each: [0], $sort: -1, $slice: 2 } } },
    { _id: 1, l: [3, 2] },
  ),
  updates(
    '$push keeps the end with a negative slice',
    LIST,
    { $push: { l: { $each: [4], $slice: -2 } } },
    { _id: 1, l: [3, 4] },
  ),
  updates(
    '$push sorts documents',
    GRADES,
    { $push: { g: { $each: [], $sort: { s: -1 } } } },
    {
      _id: 1,
      g: [
        { s: 90, t: 'b' },
        { s: 70, t: 'a' },
      ],
    },
  ),
  updates(
    '$addToSet by value',
    LIST,
    { $addToSet: { l: { $each: [2, new Double(3), 4] } } },
    { _id: 1, l: [1, 2, 3, 4] },
  ),
  updates(
    '$addToSet minds key order',
    { _id: 1, l: [{ a: 1, b: 2 }] },
    { $addToSet: { l: { b: 2, a: 1 } } },
    {
      _id: 1,
      l: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    },
  ),
  updates('$pop the last', LIST, { $pop: { l: 1 } }, { _id: 1, l: [1, 2] }),
  updates('$pop the first', LIST, { $pop: { l: -1 } }, { _id: 1, l: [2, 3] }),
  updates('$pull by condition', LIST, { $pull: { l: { $gte: 2 } } }, { _id: 1, l: [1] }),
  updates('$pull by value', LIST, { $pull: { l: 2 } }, { _id: 1, l: [1, 3] }),
  updates('$pull filters documents', GRADES, { $pull: { g: { s: { $lt: 80 } } } }, { _id: 1, g: [{ s: 90, t: 'b' }] }),
  updates(
    '$pull with $or is about documents',
    GRADES,
    { $pull: { g: { $or: [{ s: 70 }, { t: 'z' }] } } },
    { _id: 1, g: [{ s: 90, t: 'b' }] },
  ),
  updates('$pull null leaves missing fields be', { _id: 1, l: [null, 1] }, { $pull: { l: null } }, { _id: 1, l: [1] }),
  updates('$pullAll', LIST, { $pullAll: { l: [1, 3] } }, { _id: 1, l: [2] }),
  updates('the positional operator', LIST, { $set: { 'l.$': 9 } }, { _id: 1, l: [1, 9, 3] }, { q: { l: 2 } }),
  updates(
    'the positional operator with $elemMatch',
    GRADES,
    { $set: { 'g.$.s': 0 } },
    {
      _id: 1,
      g: [
        { s: 70, t: 'a' },
        { s: 0, t: 'b' },
      ],
    },
    { q: { g: { $elemMatch: { t: 'b' } } } },
  ),
  updates('$[] is every element', LIST, { $inc: { 'l.$[]': 1 } }, { _id: 1, l: [2, 3, 4] }),
  updates(
    'arrayFilters pick elements',
    LIST,
    { $set: { 'l.$[x]': 0 } },
    { _id: 1, l: [1, 0, 0] },
    { arrayFilters: [{ x: { $gte: 2 } }] },
  ),
  updates(
    'arrayFilters on fields',
    GRADES,
    { $set: { 'g.$[e].s': 0 } },
    {
      _id: 1,
      g: [
        { s: 70, t: 'a' },
        { s: 0, t: 'b' },
      ],
    },
    { arrayFilters: [{ 'e.t': 'b' }] },
  ),
];

/** Refusals, with their codes. */
const refusals: SemanticCase[] = [
  refusesUpdate('an unknown modifier', { _id: 1 }, { $foo: { a: 1 } }, 9),
  refusesUpdate('a scalar in the way', { _id: 1, a: 1 }, { $set: { 'a.b': 1 } }, 28),
  refusesUpdate('a name in an array', { _id: 1, a: [1] }, { $set: { 'a.b': 1 } }, 28),
  refusesUpdate('two operators on one path', { _id: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40),
  refusesUpdate('a path inside another', { _id: 1 }, { $set: { a: 1, 'a.b': 1 } }, 40),
  refusesUpdate('a dollar field', { _id: 1 }, { $set: { $a: 1 } }, 52),
  refusesUpdate('an empty path component', { _id: 1 }, { $set: { 'a..b': 1 } }, 56),
  refusesUpdate('another _id', { _id: 1 }, { $set: { _id: 2 } }, 66),
  refusesUpdate('a replacement with another _id', { _id: 1 }, { _id: 2, a: 1 }, 66),
  refusesUpdate('$inc of a string', { _id: 1, a: 'x' }, { $inc: { a: 1 } }, 14),
  refusesUpdate('$inc by a string', { _id: 1 }, { $inc: { a: 'x' } }, 14),
  refusesUpdate('$inc past 64 bits', { _id: 1, a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2),
  refusesUpdate('$push to a scalar', { _id: 1, a: 1 }, { $push: { a: 1 } }, 2),
  refusesUpdate('$pop of a scalar', { _id: 1, a: 1 }, { $pop: { a: 1 } }, 14),
  refusesUpdate('a positional operator without a match', LIST, { $set: { 'l.$': 1 } }, 2),
  refusesUpdate('an array filter nobody uses', LIST, { $set: { a: 1 } }, 9, { arrayFilters: [{ x: 1 }] }),
  refusesUpdate('an array filter that is missing', LIST, { $set: { 'l.$[x]': 1 } }, 2),
  refusesUpdate('two array filters of one name', LIST, { $set: { 'l.$[x]': 1 } }, 9, {
    arrayFilters: [{ x: 1 }, { x: 2 }],
  }),
  refusesUpdate('$[] on a scalar', { _id: 1, l: 1 }, { $set: { 'l.$[]': 1 } }, 2),
  refusesUpdate('a replacement for many', { _id: 1 }, { a: 1 }, 9, { multi: true }),
  refusesUpdate('a stage updates may not have', { _id: 1 }, [{ $match: {} }], 72),
];

/** Pipeline updates and upserts. */
const insertions: SemanticCase[] = [
  updates('a pipeline computes', { _id: 1, a: 2 }, [{ $set: { b: { $multiply: ['$a', 3] } } }, { $unset: 'a' }], {
    _id: 1,
    b: 6,
  }),
  updates('a pipeline that drops _id keeps it', { _id: 1, a: { x: 1 } }, [{ $replaceWith: '$a' }], { _id: 1, x: 1 }),
  updates('$$REMOVE removes', { _id: 1, a: 1 }, [{ $set: { a: '$$REMOVE' } }], { _id: 1 }),
  upserts(
    'equalities go into the document',
    { _id: 1, a: 2, b: { $gt: 1 } },
    { $set: { c: 3 } },
    { _id: 1, a: 2, c: 3 },
  ),
  upserts(
    '$eq, $and, one-element $in and $all count',
    { $and: [{ _id: 1 }, { a: { $eq: 2 } }], b: { $in: [3] }, c: { $all: [4] } },
    { $set: { d: 5 } },
    { _id: 1, a: 2, b: 3, c: 4, d: 5 },
  ),
  upserts('a dotted equality makes documents', { _id: 1, 'a.b': 2 }, { $inc: { n: 1 } }, { _id: 1, a: { b: 2 }, n: 1 }),
  upserts(
    '$setOnInsert is for inserts',
    { _id: 1 },
    { $set: { a: 1 }, $setOnInsert: { b: 2 } },
    { _id: 1, a: 1, b: 2 },
  ),
  upserts('null is an _id', { _id: null }, { $set: { a: 1 } }, { _id: null, a: 1 }),
  upserts('a replacement takes only _id', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }),
  upserts('a pipeline starts from the equalities', { _id: 1, a: 2 }, [{ $set: { b: '$a' } }], { _id: 1, a: 2, b: 2 }),
  {
    name: 'a path named twice cannot be inferred',
    command: { update: 'c', updates: [{ q: { $and: [{ a: 1 }, { a: 2 }] }, u: { $set: { b: 1 } }, upsert: true }] },
    expected: { error: 54, stored: [] },
  },
];

/** What updates must do. */
export const updateCases: SemanticCase[] = [...fields, ...arrays, ...refusals, ...insertions];
