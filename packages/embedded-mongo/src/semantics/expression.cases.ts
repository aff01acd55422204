import { Decimal128, Double, Long } from 'bson';
import { evaluates, refusesPipeline, type SemanticCase } from './case';

const dec = (text: string) => Decimal128.fromString(text);
const date = (text: string) => new Date(text);

/** What expressions must do. */
export const expressionCases: SemanticCase[] = [
  evaluates('missing is not null in expressions', { $eq: ['$a', null] }, false),
  evaluates('missing is below null', { $lt: ['$a', null] }, true),
  evaluates('no type brackets in expressions', { $gt: ['x', 5] }, true),
  evaluates('$add of ints', { $add: [1, 2] }, 3),
  evaluates('$add past int', { $add: [2147483647, 1] }, Long.fromString('2147483648')),
  evaluates('$add of null', { $add: [1, null] }, null),
  evaluates('$add of a date', { $add: ['$d', 1000] }, date('2024-01-01T00:00:01Z'), {
    d: date('2024-01-01T00:00:00Z'),
  }),
  evaluates('$subtract of dates', { $subtract: ['$d', '$d'] }, Long.fromNumber(0), { d: date('2024-01-01T00:00:00Z') }),
  evaluates('$divide gives a double', { $divide: [4, 2] }, new Double(2)),
  evaluates('$multiply of decimals', { $multiply: [dec('1.1'), 2] }, dec('2.2')),
  evaluates('$mod takes the sign of the dividend', { $mod: [-5, 3] }, -2),
  evaluates('$round to even', { $round: [new Double(2.5), 0] }, new Double(2)),
  evaluates('a path through an array maps', '$a.b', [1, 2], { a: [{ b: 1 }, { c: 0 }, { b: 2 }] }),
  evaluates('$arrayElemAt past the end is missing', { $arrayElemAt: ['$a', 5] }, undefined, { a: [1] }),
  evaluates('$map', { $map: { input: '$a', as: 'x', in: { $add: ['$$x', 1] } } }, [2, 3], { a: [1, 2] }),
  evaluates('$filter', { $filter: { input: '$a', cond: { $gt: ['$$this', 1] } } }, [2], { a: [1, 2] }),
  evaluates('$reduce', { $reduce: { input: '$a', initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'ab', {
    a: ['a', 'b'],
  }),
  evaluates('$ifNull', { $ifNull: ['$a', '$b', 'z'] }, 'z', { b: null }),
  // biome-ignore lint/suspicious/noThenProperty: the name is MongoDB's
  evaluates('$cond', { $cond: { if: { $gte: ['$a', 2] }, then: 'y', else: 'n' } }, 'n', { a: 1 }),
  // biome-ignore lint/suspicious/noThenProperty: the name is MongoDB's
  evaluates('$switch', { $switch: { branches: [{ case: false, then: 1 }], default: 2 } }, 2),
  evaluates(
    '$dateToString in a zone',
    { $dateToString: { date: '$d', format: '%Y-%m-%d %H:%M', timezone: 'Europe/Berlin' } },
    '2024-07-01 02:00',
    { d: date('2024-07-01T00:00:00Z') },
  ),
  evaluates('$dateTrunc to the week', { $dateTrunc: { date: '$d', unit: 'week' } }, date('2024-06-30T00:00:00Z'), {
    d: date('2024-07-03T10:00:00Z'),
  }),
  evaluates(
    '$dateAdd ends months early',
    { $dateAdd: { startDate: '$d', unit: 'month', amount: 1 } },
    date('2024-02-29T00:00:00Z'),
    { d: date('2024-01-31T00:00:00Z') },
  ),
  evaluates('$toInt', { $toInt: '42' }, 42),
  evaluates('$toString', { $toString: new Double(1.5) }, '1.5'),
  evaluates('$type of missing', { $type: '$a' }, 'missing'),
  evaluates('$substrCP counts characters', { $substrCP: ['héllo', 1, 3] }, 'éll'),
  evaluates('$let', { $let: { vars: { x: 2 }, in: { $multiply: ['$$x', '$$x'] } } }, 4),
  evaluates(
    '$setUnion',
    {
      $size: {
        $setUnion: [
          [1, 2],
          [2, 3],
        ],
      },
    },
    3,
  ),
  evaluates('$objectToArray', { $objectToArray: '$o' }, [{ k: 'a', v: 1 }], { o: { a: 1 } }),
  refusesPipeline('an unknown expression', [{ $project: { a: { $foo: 1 } } }], 168),
  refusesPipeline('an unknown variable', [{ $project: { a: '$$x' } }], 17276),
  refusesPipeline('division by zero', [{ $project: { a: { $divide: [1, 0] } } }], 2),
  refusesPipeline('$add of a string', [{ $project: { a: { $add: ['$s', 1] } } }], 14, { s: 'x' }),
  refusesPipeline('a conversion that fails', [{ $project: { a: { $toInt: '$s' } } }], 241, { s: 'x' }),
];
