import { BSONRegExp } from 'bson';
import { KeyWriter } from '../indexes/key-writer';
import { EMPTY_ARRAY_BYTE, typeByte, writeValue } from '../indexes/value-key';
import { type Collation, canonicalType, type Value } from '../values';
import type { Condition } from './conditions';
import { type Interval, intersect, normalize, pointInterval, prefixInterval } from './interval';

/** How an index compares strings, and whether the query compares them the same way. */
export interface BoundsContext {
  readonly collation: Collation | undefined;
  readonly isSameCollation: boolean;
}

type BoundsReader = (operand: Value, context: BoundsContext) => Interval[] | undefined;

/** Brackets whose values hold text, so that they depend on the collation. */
const TEXTUAL = new Set([15, 20, 25]);
const NULL_BRACKETS = new Set([0, 5]);

/** Null, missing, and (below null) the empty array. */
const NULLISH: Interval = {
  from: Buffer.from([EMPTY_ARRAY_BYTE]),
  includesFrom: true,
  to: Buffer.from([typeByte(5)]),
  includesTo: true,
  isPoint: false,
};

const READERS = new Map<string, BoundsReader>([
  ['$eq', equalTo],
  ['$in', (operand, context) => (Array.isArray(operand) ? anyOf(operand, context) : undefined)],
  ['$gt', (operand, context) => above(operand, context, false)],
  ['$gte', (operand, context) => above(operand, context, true)],
  ['$lt', (operand, context) => below(operand, context, false)],
  ['$lte', (operand, context) => below(operand, context, true)],
  ['$regex', matching],
  ['$exists', (operand) => (isFalse(operand) ? [NULLISH] : undefined)],
]);

/**
 * The index keys that can belong to documents meeting the condition; undefined for all of them. Bounds may be too wide,
 * never too narrow.
 */
export function boundsOf(condition: Condition, context: BoundsContext): Interval[] | undefined {
  if (condition.together !== undefined) return allOf(condition.together, context);
  return READERS.get(condition.operator)?.(condition.operand, context);
}

function allOf(conditions: readonly Condition[], context: BoundsContext): Interval[] | undefined {
  const sets = conditions.map((condition) => boundsOf(condition, context)).filter((set) => set !== undefined);
  return sets.length === 0 ? undefined : sets.reduce(intersect);
}

function isFalse(operand: Value): boolean {
  return operand === false || String(operand) === '0';
}

function equalTo(operand: Value, context: BoundsContext): Interval[] | undefined {
  const bracket = canonicalType(operand);
  if (NULL_BRACKETS.has(bracket)) return [NULLISH];
  if (TEXTUAL.has(bracket) && !context.isSameCollation) return undefined;
  const whole = pointInterval(keyOf(operand, context));
  if (!Array.isArray(operand)) return [whole];
  const [first] = operand;
  if (first === undefined) return normalize([NULLISH, whole]);
  const inner = equalTo(first, context);
  return inner === undefined ? undefined : normalize([whole, ...inner, pointInterval(keyOf(first, context))]);
}

function anyOf(operands: readonly Value[], context: BoundsContext): Interval[] | undefined {
  const all: Interval[] = [];
  for (const operand of operands) {
    const part = operand instanceof BSONRegExp ? matching(operand, context) : equalTo(operand, context);
    if (part === undefined) return undefined;
    all.push(...part);
  }
  return normalize(all);
}

function above(operand: Value, context: BoundsContext, isInclusive: boolean): Interval[] | undefined {
  const bracket = rangeBracket(operand);
  if (bracket === undefined) return undefined;
  const whole = bracketInterval(bracket);
  if (isOnlyNear(bracket, context)) return context.isSameCollation ? [whole] : undefined;
  return [{ ...whole, from: keyOf(operand, context), includesFrom: isInclusive }];
}

function below(operand: Value, context: BoundsContext, isInclusive: boolean): Interval[] | undefined {
  const bracket = rangeBracket(operand);
  if (bracket === undefined) return undefined;
  const whole = bracketInterval(bracket);
  if (isOnlyNear(bracket, context)) return context.isSameCollation ? [whole] : undefined;
  return [{ ...whole, to: keyOf(operand, context), includesTo: isInclusive }];
}

/** The bracket a range comparison stays in; undefined where array elements or other types take part. */
function rangeBracket(operand: Value): number | undefined {
  const bracket = canonicalType(operand);
  const isBounded = bracket >= 10 && bracket < 127 && bracket !== 25;
  return isBounded ? bracket : undefined;
}

/** Collation keys are equal when the strings are, but their order is only near. */
function isOnlyNear(bracket: number, context: BoundsContext): boolean {
  return TEXTUAL.has(bracket) && (context.collation !== undefined || !context.isSameCollation);
}

/** Numbers have two first bytes: NaN's and that of all others. */
function bracketInterval(bracket: number): Interval {
  const whole = prefixInterval(Buffer.from([typeByte(bracket)]));
  return bracket === 10 ? { ...whole, to: Buffer.from([typeByte(10) + 1]) } : whole;
}

/** Strings that begin with the pattern's fixed part, and stored regular expressions. */
function matching(operand: Value, context: BoundsContext): Interval[] | undefined {
  if (!(operand instanceof BSONRegExp)) return undefined;
  const prefix = context.collation === undefined ? fixedPrefix(operand) : '';
  const bytes = Buffer.concat([Buffer.from([typeByte(15)]), Buffer.from(prefix, 'utf8')]);
  return [prefixInterval(bytes), prefixInterval(Buffer.from([typeByte(50)]))];
}

const SPECIAL = /[\\^$.|?*+()[\]{}]/;

/** The text every match begins with: `^abc`, while nothing after it makes its last character optional. */
function fixedPrefix({ pattern, options }: BSONRegExp): string {
  if (!pattern.startsWith('^') || options !== '' || pattern.includes('|')) return '';
  let prefix = '';
  for (const character of pattern.slice(1)) {
    if (SPECIAL.test(character)) return '?*{'.includes(character) ? [...prefix].slice(0, -1).join('') : prefix;
    prefix += character;
  }
  return prefix;
}

function keyOf(value: Value, context: BoundsContext): Buffer {
  const writer = new KeyWriter();
  writeValue(writer, value, context.collation);
  return writer.finish();
}
