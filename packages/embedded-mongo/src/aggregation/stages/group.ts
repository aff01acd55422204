import { Int32 } from 'bson';
import { location } from '../../errors';
import { type Doc, field, hashKey, isDoc, setField, type Value } from '../../values';
import { type AccumulatedField, type Accumulator, compileAccumulatedField } from '../accumulators';
import type { Stage, StageEnv } from '../environment';
import { compileExpression, rootScope } from '../expression';

interface Group {
  readonly id: Value;
  readonly accumulators: readonly Accumulator[];
}

/** `$group`: null and missing keys fall into one group; the `_id` is that of the first document met. */
export const group: Stage = (spec, env) => {
  if (!isDoc(spec)) throw location(15947, "a group's fields must be specified in an object");
  if (!Object.hasOwn(spec, '_id')) throw location(15955, 'a group specification must include an _id');
  const key = compileExpression(spec._id, env.ctx);
  const fields = Object.keys(spec)
    .filter((name) => name !== '_id')
    .map((name) => compileAccumulatedField(name, field(spec, name), env.ctx));
  return function* (source) {
    yield* results(
      groups(source, (doc) => key(rootScope(doc)) ?? null, fields, env),
      fields,
    );
  };
};

function groups(
  source: Iterable<Doc>,
  keyOf: (doc: Doc) => Value,
  fields: readonly AccumulatedField[],
  { ctx }: StageEnv,
): Iterable<Group> {
  const found = new Map<string, Group>();
  for (const doc of source) {
    ctx.tick();
    const id = keyOf(doc);
    const key = hashKey(id, ctx.collation);
    let group = found.get(key);
    if (group === undefined) {
      group = { id, accumulators: fields.map((each) => each.start()) };
      found.set(key, group);
    }
    const scope = rootScope(doc);
    for (const accumulator of group.accumulators) accumulator.add(scope);
  }
  return found.values();
}

function* results(found: Iterable<Group>, fields: readonly AccumulatedField[]): Iterable<Doc> {
  for (const { id, accumulators } of found) yield groupDoc(id, fields, accumulators);
}

/** The output document of one group. */
export function groupDoc(id: Value, fields: readonly AccumulatedField[], accumulators: readonly Accumulator[]): Doc {
  const doc: Doc = { _id: id };
  for (const [at, { name }] of fields.entries()) setField(doc, name, accumulators[at]?.result());
  return doc;
}

/** `$sortByCount`: groups by an expression, most frequent first. */
export const sortByCount: Stage = (spec, env) => {
  const isExpression =
    (typeof spec === 'string' && spec.startsWith('$')) || (isDoc(spec) && (Object.keys(spec)[0] ?? '').startsWith('$'));
  if (!isExpression)
    throw location(40149, 'the sortByCount field must be specified as a $-prefixed path or an expression');
  return env.compile([{ $group: { _id: spec, count: { $sum: new Int32(1) } } }, { $sort: { count: new Int32(-1) } }]);
};
