import { Int32 } from 'bson';
import { location } from '../../errors';
import { compileFilter, compileSort } from '../../query';
import { type Doc, fieldText, integerOf, isDoc, isNumeric, type Value } from '../../values';
import type { Stage } from '../environment';
import { gathering } from '../iterate';

/** `$match`. */
export const match: Stage = (spec, env) => {
  if (!isDoc(spec)) throw location(15959, 'the match filter must be an expression in an object');
  const matcher = compileFilter(spec, env.ctx);
  return function* (source) {
    for (const doc of source) if (matcher.matches(doc)) yield doc;
  };
};

/** `$sort`; stable. */
export const sort: Stage = (spec, env) => {
  if (!isDoc(spec)) throw location(15973, 'the $sort key specification must be an object');
  if (Object.keys(spec).length === 0) throw location(15976, '$sort stage must have at least one sort key');
  const compare = compileSort(spec, env.ctx);
  return gathering(env.ctx, (docs) => docs.sort(compare));
};

/** `$limit`. */
export const limit: Stage = (spec) => {
  const count = stageCount(spec, '$limit', 5107201);
  if (count === 0) throw location(15958, 'the limit must be positive');
  return function* (source) {
    let taken = 0;
    for (const doc of source) {
      yield doc;
      taken += 1;
      if (taken >= count) return;
    }
  };
};

/** `$skip`. */
export const skip: Stage = (spec) => {
  const count = stageCount(spec, '$skip', 5107200);
  return function* (source) {
    let skipped = 0;
    for (const doc of source) {
      if (skipped < count) skipped += 1;
      else yield doc;
    }
  };
};

function stageCount(spec: Value, name: string, code: number): number {
  const count = isNumeric(spec) ? integerOf(spec) : undefined;
  if (count === undefined || count < 0) {
    throw location(
      code,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${fieldText(name, spec)}`,
    );
  }
  return count;
}

/** `$sample`: so many documents at random, without repetition. */
export const sample: Stage = (spec, env) => {
  if (!isDoc(spec)) throw location(28745, 'the $sample stage specification must be an object');
  for (const name of Object.keys(spec)) {
    if (name !== 'size') throw location(28748, `unrecognized option to $sample: ${name}`);
  }
  if (spec.size === undefined) throw location(28749, '$sample stage must specify a size');
  const size = integerOf(spec.size);
  if (size === undefined || size <= 0) throw location(28747, 'size argument to $sample must be a positive integer');
  return gathering(env.ctx, (docs) => shuffled(docs, size));
};

function shuffled(docs: Doc[], size: number): Doc[] {
  for (let at = 0; at < Math.min(size, docs.length); at += 1) {
    const other = at + Math.floor(Math.random() * (docs.length - at));
    const [left, right] = [docs[at], docs[other]];
    if (left !== undefined && right !== undefined) [docs[at], docs[other]] = [right, left];
  }
  return docs.slice(0, size);
}

/** `$count`: one document with the number of documents, or none for none. */
export const count: Stage = (spec) => {
  if (typeof spec !== 'string' || spec === '') throw location(40157, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('.')) throw location(40160, "the count field cannot contain '.'");
  return function* (source) {
    let total = 0;
    for (const _doc of source) total += 1;
    if (total > 0) yield { [spec]: new Int32(total) };
  };
};
