import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { finds, refuses, type SemanticCase } from './case';

const dec = (text: string) => Decimal128.fromString(text);

const NUMBERS = [
  { _id: 1, n: 1 },
  { _id: 2, n: new Double(1) },
  { _id: 3, n: Long.fromNumber(1) },
  { _id: 4, n: dec('1.00') },
  { _id: 5, n: new Double(1.5) },
];

const DECIMALS = [
  { _id: 1, n: dec('9') },
  { _id: 2, n: dec('10') },
  { _id: 3, n: dec('-1') },
];

const EVERY_TYPE = [
  { _id: 'maxKey', v: new MaxKey() },
  { _id: 'regex', v: new BSONRegExp('a') },
  { _id: 'timestamp', v: new Timestamp({ t: 1, i: 1 }) },
  { _id: 'date', v: new Date(0) },
  { _id: 'bool', v: false },
  { _id: 'objectId', v: new ObjectId('65f000000000000000000001') },
  { _id: 'binary', v: new Binary(Buffer.from('x')) },
  { _id: 'object', v: { a: 1 } },
  { _id: 'string', v: 'a' },
  { _id: 'number', v: 1 },
  { _id: 'null', v: null },
  { _id: 'minKey', v: new MinKey() },
];

const LISTS = [{ _id: 1, a: [5, 1] }, { _id: 2, a: 2 }, { _id: 3, a: [3, 4] }, { _id: 4, a: [] }, { _id: 5 }];

const sorted = (sort: Record<string, unknown>, options: Record<string, unknown> = {}) => ({ sort, ...options });

/** What sorts, limits and collations must do. */
export const orderCases: SemanticCase[] = [
  finds('BSON order across types', EVERY_TYPE, {}, EVERY_TYPE.map(({ _id }) => _id).reverse(), sorted({ v: 1 })),
  finds('ascending sorts by the least element', LISTS, {}, [4, 5, 1, 2, 3], sorted({ a: 1 })),
  finds('descending sorts by the greatest element', LISTS, {}, [1, 3, 2, 5, 4], sorted({ a: -1 })),
  finds('decimals sort as numbers', DECIMALS, {}, [3, 1, 2], sorted({ n: 1 })),
  finds(
    'sort by two fields',
    [
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
      { _id: 3, a: 0 },
    ],
    {},
    [3, 2, 1],
    sorted({ a: 1, b: -1 }),
  ),
  finds(
    'sort through an array of documents',
    [
      { _id: 1, a: [{ b: 9 }, { b: 1 }] },
      { _id: 2, a: [{ b: 2 }] },
    ],
    {},
    [1, 2],
    sorted({ 'a.b': 1 }),
  ),
  finds('without a sort, insertion order', [{ _id: 3 }, { _id: 1 }, { _id: 2 }], {}, [3, 1, 2]),
  finds('skip and limit come after the sort', NUMBERS, {}, [4, 3], sorted({ _id: -1 }, { skip: 1, limit: 2 })),
  finds('a batch size loses nothing', NUMBERS, {}, [1, 2, 3, 4, 5], { batchSize: 2 }),
  finds(
    'strings sort by bytes',
    [
      { _id: 1, s: 'a' },
      { _id: 2, s: 'B' },
    ],
    {},
    [2, 1],
    sorted({ s: 1 }),
  ),
  finds(
    'a collation sorts letters',
    [
      { _id: 1, s: 'B' },
      { _id: 2, s: 'a' },
    ],
    {},
    [2, 1],
    sorted({ s: 1 }, { collation: { locale: 'en' } }),
  ),
  finds(
    'strength 2 ignores case',
    [
      { _id: 1, s: 'A' },
      { _id: 2, s: 'b' },
    ],
    { s: 'a' },
    [1],
    { collation: { locale: 'en', strength: 2 } },
  ),
  finds('strength 1 ignores accents', [{ _id: 1, s: 'É' }], { s: { $in: ['e'] } }, [1], {
    collation: { locale: 'en', strength: 1 },
  }),
  finds(
    'numericOrdering',
    [
      { _id: 1, s: 'a10' },
      { _id: 2, s: 'a9' },
    ],
    {},
    [2, 1],
    sorted({ s: 1 }, { collation: { locale: 'en', numericOrdering: true } }),
  ),
  finds(
    'a collation reaches ranges',
    [
      { _id: 1, s: 'B' },
      { _id: 2, s: 'a' },
    ],
    { s: { $gte: 'b' } },
    [1],
    { collation: { locale: 'en', strength: 2 } },
  ),
  refuses('a sort direction must be 1 or -1', { find: 'c', sort: { a: 2 } }, 15975),
];
