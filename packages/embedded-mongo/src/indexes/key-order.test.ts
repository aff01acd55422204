import { Binary, BSONRegExp, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { compareValues, type Value } from '../values';
import { KeyWriter } from './key-writer';
import { writeValue } from './value-key';

const long = (text: string): Long => Long.fromString(text);
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

const NUMBERS: Value[] = [
  ...[
    0,
    -0,
    1,
    -1,
    0.1,
    -0.1,
    0.5,
    1.5,
    1e-320,
    5e-324,
    -5e-324,
    2 ** 53,
    2 ** 53 + 2,
    -(2 ** 53),
    1e308,
    1.7976931348623157e308,
  ].map((n) => new Double(n)),
  ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN].map((n) => new Double(n)),
  ...[0, 1, -1, 7, 2147483647, -2147483648].map((n) => new Int32(n)),
  ...[
    '0',
    '1',
    '9007199254740992',
    '9007199254740993',
    '9007199254740994',
    '-9007199254740993',
    '9223372036854775807',
    '9223372036854775806',
    '-9223372036854775808',
  ].map(long),
  ...[
    '0',
    '-0',
    '1',
    '1.0',
    '1.10',
    '-1',
    '0.1',
    '0.10000000000000000555',
    '0.100000000000000005551115123125783',
    '9007199254740993',
    '9007199254740992.5',
    '1E-6176',
    '-1E-6176',
    '1E-400',
    '1E+400',
    '9E+6144',
    '-1E+400',
    'NaN',
    'Infinity',
    '-Infinity',
    '123456789012345678901234567890.1234',
  ].map(decimal),
];

const OTHERS: Value[] = [
  new MinKey(),
  new MaxKey(),
  null,
  ...['', 'a', 'a\0', 'a\0b', 'ab', 'b', 'é', '\uffff', '😀', 'A'],
  ...[
    {},
    { a: new Int32(1) },
    { a: new Int32(2) },
    { a: 'x' },
    { b: new Int32(1) },
    { a: new Int32(1), b: new Int32(1) },
    { a: { b: null } },
    { aa: new Int32(1) },
  ],
  ...[[], [new Int32(1)], [new Int32(1), new Int32(2)], [new Int32(2)], ['a'], [[]], [null]],
  ...[
    new Binary(Buffer.from([])),
    new Binary(Buffer.from([1])),
    new Binary(Buffer.from([0, 255])),
    new Binary(Buffer.from([1]), 4),
  ],
  ...['000000000000000000000000', '0000000000000000000000ff', 'ffffffffffffffffffffffff'].map(
    (hex) => new ObjectId(hex),
  ),
  true,
  false,
  ...[new Date(0), new Date(-1), new Date(1_700_000_000_000), new Date(-62_135_596_800_000)],
  ...[new Timestamp({ t: 1, i: 1 }), new Timestamp({ t: 1, i: 2 }), new Timestamp({ t: 4_000_000_000, i: 0 })],
  ...[new BSONRegExp('a', ''), new BSONRegExp('a', 'i'), new BSONRegExp('b', '')],
  new Code('return 1'),
];

const ALL = [...NUMBERS, ...OTHERS];

function key(value: Value, isDescending = false): Buffer {
  const writer = new KeyWriter();
  writeValue(writer, value);
  if (isDescending) writer.complementFrom(0);
  return writer.finish();
}

describe('the order of index keys', () => {
  test('is the order of the values, for every pair', () => {
    const wrong: string[] = [];
    for (const a of ALL) {
      for (const b of ALL) {
        const expected = Math.sign(compareValues(a, b));
        if (Math.sign(Buffer.compare(key(a), key(b))) !== expected) wrong.push(`${String(a)} / ${String(b)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('turns around for a descending field', () => {
    const wrong: string[] = [];
    for (const a of ALL) {
      for (const b of ALL) {
        const expected = Math.sign(compareValues(b, a));
        if (Math.sign(Buffer.compare(key(a, true), key(b, true))) !== expected)
          wrong.push(`${String(a)} / ${String(b)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('no key begins another, so a following field cannot disturb it', () => {
    const broken: string[] = [];
    for (const a of ALL) {
      for (const b of ALL) {
        const [left, right] = [key(a), key(b)];
        if (!left.equals(right) && right.subarray(0, left.length).equals(left))
          broken.push(`${String(a)} / ${String(b)}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test('1, 1.0, long 1 and Decimal 1.0 are one key, 2^53 and 2^53 + 1 are two', () => {
    const ones = [new Int32(1), new Double(1), long('1'), decimal('1'), decimal('1.0')].map((one) =>
      key(one).toString('hex'),
    );
    expect(new Set(ones).size).toBe(1);
    expect(key(long('9007199254740992'))).not.toEqual(key(long('9007199254740993')));
  });

  test('decimals beyond the largest double stay between it and infinity', () => {
    const rising = [new Double(Number.MAX_VALUE), decimal('1E+400'), decimal('9E+6144'), decimal('Infinity')].map(
      (value) => key(value),
    );
    expect([...rising].sort(Buffer.compare)).toEqual(rising);
    const falling = [new Double(-Number.MAX_VALUE), decimal('-1E+400'), new Double(Number.NEGATIVE_INFINITY)].map(
      (value) => key(value),
    );
    expect([...falling].sort(Buffer.compare)).toEqual(falling.reverse());
  });
});
