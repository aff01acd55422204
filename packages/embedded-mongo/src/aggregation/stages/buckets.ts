import { Int32 } from 'bson';
import { location, notImplemented } from '../../errors';
import { compareValues, type Doc, field, integerOf, isDoc, type Value } from '../../values';
import { type AccumulatedField, compileAccumulatedField } from '../accumulators';
import type { Stage, StageEnv } from '../environment';
import { compileExpression, rootScope } from '../expression';
import { groupDoc } from './group';

interface Bucket {
  readonly id: Value;
  readonly docs: Doc[];
}

function outputFields(spec: Value, env: StageEnv): AccumulatedField[] {
  const output = isDoc(spec) ? spec : { count: { $sum: new Int32(1) } };
  return Object.keys(output).map((name) => compileAccumulatedField(name, field(output, name), env.ctx));
}

function bucketDoc(bucket: Bucket, fields: readonly AccumulatedField[]): Doc {
  const accumulators = fields.map((each) => each.start());
  for (const doc of bucket.docs) for (const accumulator of accumulators) accumulator.add(rootScope(doc));
  return groupDoc(bucket.id, fields, accumulators);
}

/** `$bucket`: by boundaries, each bucket from its boundary up to the next. */
export const bucket: Stage = (spec, env) => {
  if (!isDoc(spec)) throw location(40201, 'Argument to $bucket stage must be an object');
  refuseOptions(spec, '$bucket', ['groupBy', 'boundaries', 'default', 'output'], 40197);
  if (spec.groupBy === undefined || spec.boundaries === undefined) {
    throw location(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  const key = compileExpression(spec.groupBy, env.ctx);
  const boundaries = boundariesOf(spec.boundaries, env);
  const fields = outputFields(spec.output, env);
  return function* (source) {
    const buckets = boundaries.slice(0, -1).map((id): Bucket => ({ id, docs: [] }));
    const others: Bucket = { id: spec.default, docs: [] };
    for (const doc of source) {
      env.ctx.tick();
      const value = key(rootScope(doc)) ?? null;
      const at = boundaries.findLastIndex((boundary) => compareValues(boundary, value, env.ctx.collation) <= 0);
      const target = buckets[at] ?? others;
      if (target === others && spec.default === undefined) {
        throw location(40066, '$switch could not find a matching branch for an input, and no default was specified.');
      }
      target.docs.push(doc);
    }
    const filled = [...buckets, others].filter(({ docs }) => docs.length > 0);
    filled.sort((a, b) => compareValues(a.id, b.id, env.ctx.collation));
    for (const each of filled) yield bucketDoc(each, fields);
  };
};

function boundariesOf(spec: Value, env: StageEnv): Value[] {
  if (!Array.isArray(spec)) throw location(40200, "The $bucket 'boundaries' field must be an array");
  if (spec.length < 2)
    throw location(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${spec.length} value(s).`,
    );
  const values = spec.map((item) => compileExpression(item, env.ctx)(rootScope({})));
  for (const [at, value] of values.entries()) {
    if (at > 0 && compareValues(values[at - 1], value, env.ctx.collation) >= 0) {
      throw location(
        40194,
        "The 'boundaries' option to $bucket must be sorted in ascending order, but elements are not",
      );
    }
  }
  return values;
}

/** `$bucketAuto`: so many buckets of about equal size; equal keys stay together. */
export const bucketAuto: Stage = (spec, env) => {
  if (!isDoc(spec)) throw location(40240, 'The argument to $bucketAuto must be an object');
  refuseOptions(spec, '$bucketAuto', ['groupBy', 'buckets', 'output', 'granularity'], 40245);
  if (spec.granularity !== undefined)
    throw notImplemented('$bucketAuto granularity is not supported by the embedded server');
  const count = integerOf(spec.buckets);
  if (spec.groupBy === undefined || count === undefined)
    throw location(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  if (count <= 0) throw location(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${count}`);
  const key = compileExpression(spec.groupBy, env.ctx);
  const fields = outputFields(spec.output, env);
  return function* (source) {
    const keyed = [...source].map((doc) => ({ doc, value: key(rootScope(doc)) ?? null }));
    keyed.sort((a, b) => compareValues(a.value, b.value, env.ctx.collation));
    for (const each of split(keyed, count, env)) yield bucketDoc(each, fields);
  };
};

interface Keyed {
  readonly doc: Doc;
  readonly value: Value;
}

function split(keyed: readonly Keyed[], count: number, env: StageEnv): Bucket[] {
  const ranges: Keyed[][] = [];
  const size = Math.max(1, Math.round(keyed.length / count));
  for (let at = 0; at < keyed.length; ) {
    let end = ranges.length === count - 1 ? keyed.length : Math.min(keyed.length, at + size);
    while (end < keyed.length && compareValues(keyed[end - 1]?.value, keyed[end]?.value, env.ctx.collation) === 0)
      end += 1;
    ranges.push(keyed.slice(at, end));
    at = end;
  }
  return ranges.map((range, at) => ({
    id: { min: range[0]?.value, max: (ranges[at + 1]?.[0] ?? range.at(-1))?.value },
    docs: range.map(({ doc }) => doc),
  }));
}

function refuseOptions(spec: Doc, name: string, known: readonly string[], code: number): void {
  for (const option of Object.keys(spec)) {
    if (!known.includes(option)) throw location(code, `Unrecognized option to ${name}: ${option}.`);
  }
}
