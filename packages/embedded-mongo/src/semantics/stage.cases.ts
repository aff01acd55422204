import { Long } from 'bson';
import { pipes, refusesPipeline, type SemanticCase } from './case';
import { SALES } from './sales';

const ORDERS = [
  { _id: 1, item: 'a', l: [1, 2] },
  { _id: 2, item: 'b', l: [] },
  { _id: 3, l: 9 },
];

const withStock = (
  name: string,
  pipeline: Record<string, unknown>[],
  answer: Record<string, unknown>[],
): SemanticCase => ({
  ...pipes(name, ORDERS, pipeline, answer),
  others: {
    stock: [
      { _id: 10, sku: 'a', q: 5 },
      { _id: 11, sku: 'b', q: 7 },
      { _id: 12, q: 0 },
    ],
  },
});

/** What the other stages must do. */
export const stageCases: SemanticCase[] = [
  pipes(
    '$unwind drops the empty',
    ORDERS,
    [{ $unwind: '$l' }, { $project: { l: 1 } }],
    [
      { _id: 1, l: 1 },
      { _id: 1, l: 2 },
      { _id: 3, l: 9 },
    ],
  ),
  pipes(
    '$unwind can keep them, with positions',
    ORDERS,
    [
      { $unwind: { path: '$l', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } },
      { $project: { i: 1, l: 1 } },
    ],
    [
      { _id: 1, l: 1, i: Long.fromNumber(0) },
      { _id: 1, l: 2, i: Long.fromNumber(1) },
      { _id: 2, i: null },
      { _id: 3, l: 9, i: null },
    ],
  ),
  withStock(
    '$lookup joins null with missing',
    [{ $lookup: { from: 'stock', localField: 'item', foreignField: 'sku', as: 's' } }, { $project: { s: '$s._id' } }],
    [
      { _id: 1, s: [10] },
      { _id: 2, s: [11] },
      { _id: 3, s: [12] },
    ],
  ),
  withStock(
    '$lookup with let',
    [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'stock',
          let: { i: '$item' },
          pipeline: [{ $match: { $expr: { $eq: ['$sku', '$$i'] } } }, { $project: { q: 1 } }],
          as: 's',
        },
      },
      { $project: { s: 1 } },
    ],
    [{ _id: 1, s: [{ _id: 10, q: 5 }] }],
  ),
  withStock(
    '$unionWith',
    [
      { $project: { _id: 1 } },
      { $unionWith: { coll: 'stock', pipeline: [{ $project: { _id: 1 } }] } },
      { $count: 'n' },
    ],
    [{ n: 6 }],
  ),
  pipes(
    '$facet',
    ORDERS,
    [{ $facet: { n: [{ $count: 'n' }], first: [{ $limit: 1 }, { $project: { _id: 1 } }] } }],
    [{ n: [{ n: 3 }], first: [{ _id: 1 }] }],
  ),
  pipes(
    '$bucket',
    SALES,
    [{ $bucket: { groupBy: '$n', boundaries: [0, 2, 6], default: 'more' } }],
    [
      { _id: 0, count: 1 },
      { _id: 2, count: 2 },
      { _id: 'more', count: 1 },
    ],
  ),
  pipes('$sortByCount', SALES, [{ $match: { k: 'x' } }, { $sortByCount: '$k' }], [{ _id: 'x', count: 2 }]),
  pipes('$count of nothing is nothing', [], [{ $count: 'n' }], []),
  pipes(
    '$addFields nested',
    [{ _id: 1, a: { b: 1 } }],
    [{ $addFields: { 'a.c': 2 } }],
    [{ _id: 1, a: { b: 1, c: 2 } }],
  ),
  pipes(
    '$project computes and includes',
    [{ _id: 1, a: 1, b: 2 }],
    [{ $project: { _id: 0, b: 1, s: { $add: ['$a', '$b'] } } }],
    [{ b: 2, s: 3 }],
  ),
  pipes('$replaceRoot', [{ _id: 1, a: { x: 1 } }], [{ $replaceRoot: { newRoot: '$a' } }], [{ x: 1 }]),
  pipes(
    '$setWindowFields keeps a running total',
    SALES,
    [
      {
        $setWindowFields: {
          sortBy: { _id: 1 },
          output: { t: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } },
        },
      },
      { $project: { t: 1 } },
    ],
    [
      { _id: 1, t: 1 },
      { _id: 2, t: 3 },
      { _id: 3, t: 8 },
      { _id: 4, t: 15 },
    ],
  ),
  pipes(
    '$setWindowFields ranks',
    [
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
      { _id: 3, n: 2 },
    ],
    [{ $setWindowFields: { sortBy: { n: 1 }, output: { r: { $rank: {} } } } }, { $project: { r: 1 } }],
    [
      { _id: 1, r: 1 },
      { _id: 2, r: 1 },
      { _id: 3, r: 3 },
    ],
  ),
  pipes(
    '$graphLookup',
    [{ _id: 1, up: 2 }, { _id: 2, up: 3 }, { _id: 3 }],
    [
      { $match: { _id: 1 } },
      { $graphLookup: { from: 'c', startWith: '$up', connectFromField: 'up', connectToField: '_id', as: 'a' } },
      { $project: { n: { $size: '$a' } } },
    ],
    [{ _id: 1, n: 2 }],
  ),
  pipes(
    '$match after $group',
    SALES,
    [{ $group: { _id: '$k', r: { $sum: '$n' } } }, { $match: { r: { $gt: 5 } } }],
    [{ _id: null, r: 12 }],
  ),
  refusesPipeline('an unknown stage', [{ $foo: {} }], 40324),
  refusesPipeline('two stages in one', [{ $match: {}, $limit: 1 }], 40323),
  refusesPipeline('$limit of zero', [{ $limit: 0 }], 15958),
  refusesPipeline('$out in the middle', [{ $out: 'x' }, { $limit: 1 }], 40601),
  refusesPipeline('an unknown accumulator', [{ $group: { _id: 1, a: { $foo: 1 } } }], 15952),
];
