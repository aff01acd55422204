import { Binary, BSONRegExp, Decimal128, Double, Long, MinKey, ObjectId } from 'bson';
import { finds, refuses, type SemanticCase } from './case';

const dec = (text: string) => Decimal128.fromString(text);
const filterFails = (name: string, filter: Record<string, unknown>, code: number) =>
  refuses(name, { find: 'c', filter }, code);

const MIXED = [
  { _id: 1, a: 5 },
  { _id: 2, a: 'five' },
  { _id: 3, a: null },
  { _id: 4 },
  { _id: 5, a: [1, 9] },
  { _id: 6, a: { b: 1 } },
  { _id: 7, a: [] },
  { _id: 8, a: true },
];

const NESTED = [
  { _id: 1, a: { b: 1 } },
  { _id: 2, a: [{ b: 1 }, { b: 2 }] },
  { _id: 3, a: [{ c: 1 }] },
  { _id: 4, a: 5 },
  { _id: 5, a: [5] },
  { _id: 6, a: [] },
  { _id: 7 },
];

const NUMBERS = [
  { _id: 1, n: 1 },
  { _id: 2, n: new Double(1) },
  { _id: 3, n: Long.fromNumber(1) },
  { _id: 4, n: dec('1.00') },
  { _id: 5, n: new Double(1.5) },
];

const BIG = [
  { _id: 1, n: Long.fromString('9007199254740992') },
  { _id: 2, n: Long.fromString('9007199254740993') },
  { _id: 3, n: new Double(9007199254740992) },
];

const DECIMALS = [
  { _id: 1, n: dec('9') },
  { _id: 2, n: dec('10') },
  { _id: 3, n: dec('-1') },
];

/** Type brackets, null and missing, numbers of different types. */
const comparisons: SemanticCase[] = [
  finds('$gt compares only within its type: numbers', MIXED, { a: { $gt: 4 } }, [1, 5]),
  finds('$gt compares only within its type: strings', MIXED, { a: { $gt: 'a' } }, [2]),
  finds('$lt does not let null through', MIXED, { a: { $lt: 6 } }, [1, 5]),
  finds('$gte null is null or missing', MIXED, { a: { $gte: null } }, [3, 4]),
  finds('$gt null is nothing', MIXED, { a: { $gt: null } }, []),
  finds('null equals missing', MIXED, { a: null }, [3, 4]),
  finds('$ne null is present and not null', MIXED, { a: { $ne: null } }, [1, 2, 5, 6, 7, 8]),
  finds('an empty array is not null', [{ _id: 1, a: [] }], { a: null }, []),
  finds('an empty array equals itself', MIXED, { a: [] }, [7]),
  finds('$exists false is missing only', MIXED, { a: { $exists: false } }, [4]),
  finds('$exists sees null', MIXED, { a: { $exists: true }, _id: { $lt: 5 } }, [1, 2, 3]),
  finds('$in with null takes missing', MIXED, { a: { $in: [null, 5] } }, [1, 3, 4]),
  finds('$nin with null leaves missing out', MIXED, { a: { $nin: [null] } }, [1, 2, 5, 6, 7, 8]),
  finds('$gt MinKey is every present value', MIXED, { a: { $gt: new MinKey() } }, [1, 2, 3, 5, 6, 7, 8]),
  finds('booleans are not numbers', MIXED, { a: { $gte: 1 } }, [1, 5]),
  finds('1, 1.0, long 1 and decimal 1 are equal', NUMBERS, { n: 1 }, [1, 2, 3, 4]),
  finds('decimals compare as numbers', DECIMALS, { n: { $gt: 9 } }, [2]),
  finds('decimals equal ints', DECIMALS, { n: 10 }, [2]),
  finds('longs beyond 2^53 keep apart', BIG, { n: Long.fromString('9007199254740993') }, [2]),
  finds('a double equals the long it is', BIG, { n: new Double(9007199254740992) }, [1, 3]),
  finds('double 0.1 is not decimal 0.1', [{ _id: 1, n: dec('0.1') }], { n: 0.1 }, []),
  finds(
    '$lt leaves NaN out',
    [
      { _id: 1, n: new Double(Number.NaN) },
      { _id: 2, n: 1 },
    ],
    { n: { $lt: 5 } },
    [2],
  ),
  finds('NaN equals NaN', [{ _id: 1, n: new Double(Number.NaN) }], { n: new Double(Number.NaN) }, [1]),
  finds('-0 equals 0', [{ _id: 1, n: new Double(-0) }], { n: 0 }, [1]),
  finds('$type tells int from double', NUMBERS, { n: { $type: 'int' } }, [1]),
  finds('$type number is all four', NUMBERS, { n: { $type: 'number' } }, [1, 2, 3, 4, 5]),
  finds('$type array sees the array', MIXED, { a: { $type: 'array' } }, [5, 7]),
  finds('$type looks at elements', MIXED, { a: { $type: 'int' } }, [1, 5]),
  finds('key order of documents matters', [{ _id: 1, d: { x: 1, y: 2 } }], { d: { y: 2, x: 1 } }, []),
  finds('equal documents match', [{ _id: 1, d: { x: 1, y: 2 } }], { d: { x: 1, y: new Double(2) } }, [1]),
];

/** Arrays, dotted paths and positions. */
const arrays: SemanticCase[] = [
  finds('a dotted path enters arrays', NESTED, { 'a.b': 2 }, [2]),
  finds('a dotted null skips scalars in arrays', NESTED, { 'a.b': null }, [3, 4, 7]),
  finds('a dotted $exists false takes empty arrays', NESTED, { 'a.b': { $exists: false } }, [3, 4, 5, 6, 7]),
  finds('a numeric component is a position', NESTED, { 'a.1.b': 2 }, [2]),
  finds('a numeric component is a field too', [{ _id: 1, a: { 0: 'x' } }], { 'a.0': 'x' }, [1]),
  finds('conditions may be met by different elements', [{ _id: 1, a: [1, 9] }], { a: { $gt: 5, $lt: 3 } }, [1]),
  finds('$elemMatch wants one element', [{ _id: 1, a: [1, 9] }], { a: { $elemMatch: { $gt: 5, $lt: 3 } } }, []),
  finds('$elemMatch on documents', NESTED, { a: { $elemMatch: { b: { $gte: 2 } } } }, [2]),
  finds('$elemMatch needs an array', NESTED, { a: { $elemMatch: { b: 1 } } }, [2]),
  finds('$not of a range takes missing', MIXED, { a: { $not: { $gt: 4 } } }, [2, 3, 4, 6, 7, 8]),
  finds('$ne looks at all elements', MIXED, { a: { $ne: 9 } }, [1, 2, 3, 4, 6, 7, 8]),
  finds('$all in any order', [{ _id: 1, a: [3, 1, 2] }], { a: { $all: [1, 3] } }, [1]),
  finds('$all of nothing is nothing', [{ _id: 1, a: [] }], { a: { $all: [] } }, []),
  finds('$all takes a scalar for one', [{ _id: 1, a: 1 }], { a: { $all: [1] } }, [1]),
  finds('$size is exact', MIXED, { a: { $size: 2 } }, [5]),
  finds('a whole array is compared', [{ _id: 1, a: [1, 2] }], { a: [1, 2] }, [1]),
  finds('an array inside an array', [{ _id: 1, a: [[1, 2], 3] }], { a: [1, 2] }, [1]),
  finds('$in with an array value', [{ _id: 1, a: [1, 2] }], { a: { $in: [[1, 2]] } }, [1]),
  finds('paths run through references', [{ _id: 1, r: { $ref: 'x', $id: 7 } }], { 'r.$id': 7 }, [1]),
  finds('a reference equals itself', [{ _id: 1, r: { $ref: 'x', $id: 7 } }], { r: { $ref: 'x', $id: 7 } }, [1]),
];

/** Evaluation, logic and bits. */
const evaluation: SemanticCase[] = [
  finds('$mod cuts to integers', [{ _id: 1, n: new Double(7.9) }], { n: { $mod: [4, 3] } }, [1]),
  finds('$regex with options', MIXED, { a: { $regex: '^FIVE$', $options: 'i' } }, [2]),
  finds('a regular expression as a value', MIXED, { a: new BSONRegExp('iv') }, [2]),
  finds('a regular expression inside $in', MIXED, { a: { $in: [new BSONRegExp('^f')] } }, [2]),
  finds('$not of a regular expression', [{ _id: 1, a: 'x' }, { _id: 2 }], { a: { $not: new BSONRegExp('x') } }, [2]),
  finds('$nor', MIXED, { $nor: [{ a: 5 }, { a: null }] }, [2, 5, 6, 7, 8]),
  finds('$expr compares across types', MIXED, { $expr: { $gt: ['$a', 4] }, _id: { $lte: 2 } }, [1, 2]),
  finds(
    '$bitsAllSet',
    [
      { _id: 1, n: 6 },
      { _id: 2, n: 5 },
    ],
    { n: { $bitsAllSet: [1, 2] } },
    [1],
  ),
  finds('$jsonSchema', MIXED, { $jsonSchema: { required: ['a'], properties: { a: { bsonType: 'int' } } } }, [1]),
  finds(
    'binary data by content',
    [{ _id: 1, b: new Binary(Buffer.from('x')) }],
    { b: new Binary(Buffer.from('x')) },
    [1],
  ),
  finds(
    'ObjectIds by value',
    [{ _id: 1, o: new ObjectId('65f000000000000000000001') }],
    { o: new ObjectId('65f000000000000000000001') },
    [1],
  ),
  filterFails('an unknown operator is refused', { a: { $foo: 1 } }, 2),
  filterFails('an unknown top-level operator is refused', { $foo: 1 }, 2),
  filterFails('$in needs an array', { a: { $in: 1 } }, 2),
  filterFails('$or needs a list', { $or: [] }, 2),
  filterFails('an unknown schema keyword is refused', { $jsonSchema: { foo: 1 } }, 9),
  filterFails('an invalid pattern is refused', { a: { $regex: '(' } }, 51091),
];

/** What filters must do. */
export const queryCases: SemanticCase[] = [...comparisons, ...arrays, ...evaluation];
