import { Decimal128, Double, Long } from 'bson';
import { pipes, type SemanticCase } from './case';
import { SALES } from './sales';

const dec = (text: string) => Decimal128.fromString(text);

const byKey = (field: Record<string, unknown>) => [{ $group: { _id: '$k', r: field } }, { $sort: { _id: 1 } }];

/** What `$group` and its accumulators must do. */
export const groupCases: SemanticCase[] = [
  pipes('null and missing are one group', SALES, byKey({ $sum: 1 }), [
    { _id: null, r: 2 },
    { _id: 'x', r: 2 },
  ]),
  pipes('a sum of ints is int', SALES, byKey({ $sum: '$n' }), [
    { _id: null, r: 12 },
    { _id: 'x', r: 3 },
  ]),
  pipes(
    'a sum past int is long',
    [
      { _id: 1, n: 2147483647 },
      { _id: 2, n: 1 },
    ],
    [{ $group: { _id: null, r: { $sum: '$n' } } }],
    [{ _id: null, r: Long.fromString('2147483648') }],
  ),
  pipes(
    'a sum with a double is double',
    [
      { _id: 1, n: 1 },
      { _id: 2, n: new Double(1) },
    ],
    [{ $group: { _id: null, r: { $sum: '$n' } } }],
    [{ _id: null, r: new Double(2) }],
  ),
  pipes(
    'a sum of decimals is exact',
    [
      { _id: 1, n: dec('0.1') },
      { _id: 2, n: dec('0.2') },
    ],
    [{ $group: { _id: null, r: { $sum: '$n' } } }],
    [{ _id: null, r: dec('0.3') }],
  ),
  pipes(
    'a sum ignores what is no number',
    [
      { _id: 1, n: 'x' },
      { _id: 2, n: 2 },
    ],
    [{ $group: { _id: null, r: { $sum: '$n' } } }],
    [{ _id: null, r: 2 }],
  ),
  pipes('a mean is double', SALES, byKey({ $avg: '$n' }), [
    { _id: null, r: new Double(6) },
    { _id: 'x', r: new Double(1.5) },
  ]),
  pipes(
    'min and max leave null out',
    [
      { _id: 1, n: null },
      { _id: 2, n: 3 },
    ],
    [{ $group: { _id: null, r: { $min: '$n' }, s: { $max: '$n' } } }],
    [{ _id: null, r: 3, s: 3 }],
  ),
  pipes(
    'first and last by sort',
    SALES,
    [{ $sort: { n: -1 } }, { $group: { _id: null, f: { $first: '$n' }, l: { $last: '$n' } } }],
    [{ _id: null, f: 7, l: 1 }],
  ),
  pipes(
    '$push leaves missing out',
    SALES,
    [{ $group: { _id: null, r: { $push: '$k' } } }],
    [{ _id: null, r: ['x', 'x', null] }],
  ),
  pipes(
    '1 and 1.0 are one group',
    [
      { _id: 1, k: 1 },
      { _id: 2, k: new Double(1) },
    ],
    byKey({ $sum: 1 }),
    [{ _id: 1, r: 2 }],
  ),
  pipes(
    'a compound key keeps missing apart',
    [{ _id: 1 }, { _id: 2, k: null }],
    [{ $group: { _id: { k: '$k' } } }, { $sort: { _id: 1 } }],
    [{ _id: {} }, { _id: { k: null } }],
  ),
  pipes('$count accumulator', SALES, byKey({ $count: {} }), [
    { _id: null, r: 2 },
    { _id: 'x', r: 2 },
  ]),
  pipes(
    '$top by order',
    SALES,
    [{ $group: { _id: null, r: { $top: { sortBy: { n: -1 }, output: '$n' } } } }],
    [{ _id: null, r: 7 }],
  ),
  pipes(
    '$firstN',
    SALES,
    [{ $group: { _id: null, r: { $firstN: { input: '$n', n: 2 } } } }],
    [{ _id: null, r: [1, 2] }],
  ),
  pipes(
    '$mergeObjects',
    [
      { _id: 1, o: { a: 1 } },
      { _id: 2, o: { b: 2 } },
    ],
    [{ $group: { _id: null, r: { $mergeObjects: '$o' } } }],
    [{ _id: null, r: { a: 1, b: 2 } }],
  ),
  pipes(
    'a collation groups',
    [
      { _id: 1, k: 'a' },
      { _id: 2, k: 'A' },
    ],
    [{ $group: { _id: '$k', r: { $sum: 1 } } }],
    [{ _id: 'a', r: 2 }],
    { collation: { locale: 'en', strength: 2 } },
  ),
];
