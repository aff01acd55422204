import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { add, compareValues, getPath, hashKey, makeCollation, multiply, valuesEqual } from './index';

const dec = (text: string) => Decimal128.fromString(text);

/** Every value at or above the ones before it. */
const ASCENDING = [
  undefined,
  null,
  new Double(Number.NaN),
  dec('-Infinity'),
  Long.MIN_VALUE,
  dec('-1.5'),
  new Int32(0),
  new Double(0.1),
  dec('0.1000000000000000055511151231257828'),
  new Int32(1),
  Long.fromString('9007199254740992'),
  Long.fromString('9007199254740993'),
  dec('9.99E+6144'),
  new Double(Number.POSITIVE_INFINITY),
  '',
  'Z',
  'a',
  '\uffff',
  '\u{1f600}',
  {},
  { a: new Int32(1) },
  { b: new Int32(0) },
  [],
  [new Int32(1)],
  new ObjectId('65f000000000000000000001'),
  false,
  true,
  new Date(0),
];

test('the order of values is total: each pair compares as it is listed, and the other way round', () => {
  for (const [at, left] of ASCENDING.entries()) {
    for (const [other, right] of ASCENDING.entries()) {
      expect([at, other, compareValues(left, right)]).toEqual([at, other, Math.sign(at - other)]);
    }
  }
});

test('hash keys are equal exactly when values are', () => {
  const values = [
    ...ASCENDING,
    new Double(1),
    dec('1.0'),
    dec('10E-1'),
    new Double(-0),
    dec('0E+3'),
    { a: new Double(1) },
  ];
  for (const left of values) {
    for (const right of values) expect(hashKey(left) === hashKey(right)).toBe(valuesEqual(left, right));
  }
});

test('decimal arithmetic is exact to 34 digits and takes doubles at 15', () => {
  expect(add(dec('0.1'), dec('0.2')).toString()).toBe('0.3');
  expect(add(dec('1'), new Double(0.1)).toString()).toBe('1.100000000000000');
  expect(multiply(dec('1.10'), new Int32(3)).toString()).toBe('3.30');
  expect(add(dec('9999999999999999999999999999999999'), dec('1')).toString()).toBe(
    '1.000000000000000000000000000000000E+34',
  );
  expect(add(dec('Infinity'), dec('-Infinity')).toString()).toBe('NaN');
});

test('integers grow to long and then to double', () => {
  expect(add(new Int32(2147483647), new Int32(1))).toEqual(Long.fromString('2147483648'));
  expect(add(Long.MAX_VALUE, new Int32(1))).toEqual(new Double(2 ** 63));
  expect(multiply(new Int32(65536), new Int32(65536))).toEqual(Long.fromString('4294967296'));
});

test.each([
  [{ locale: 'en' }],
  [{ locale: 'en', strength: 1 }],
  [{ locale: 'en', strength: 2 }],
  [{ locale: 'sv', strength: 1 }],
  [{ locale: 'de', strength: 2 }],
  [{ locale: 'en', numericOrdering: true }],
])('under %j, collation keys are equal exactly when strings are, and sort Latin words alike', (spec) => {
  const collation = makeCollation({ ...spec, ...('strength' in spec ? { strength: new Int32(spec.strength) } : {}) });
  const words = [
    'a',
    'A',
    'å',
    'z',
    'Z',
    'é',
    'e',
    'E',
    'straße',
    'strasse',
    'a2',
    'a10',
    'a b',
    'ab',
    'résumé',
    'Resume',
    '',
  ];
  for (const left of words) {
    for (const right of words) {
      const order = Math.sign(collation.compare(left, right));
      const [a, b] = [collation.key(left), collation.key(right)];
      expect([left, right, a < b ? -1 : a > b ? 1 : 0]).toEqual([left, right, order]);
    }
  }
});

test('a path reaches every value, expands the array at its end and says what is missing', () => {
  expect(getPath({ a: [{ b: 1 }, { b: [2, 3] }, {}, 4] }, 'a.b')).toEqual([1, 2, 3, undefined, undefined]);
  expect(getPath({ a: [] }, 'a')).toEqual([[]]);
  expect(getPath({}, 'a.b')).toEqual([undefined]);
  expect(getPath({ a: [5, 6] }, 'a.1')).toEqual([6]);
});
