import { BSONRegExp } from 'bson';
import { failedToParse, location } from '../../errors';
import type { QueryContext } from '../../query/context';
import { type Doc, field, getPath, hashKey, isDoc, setField, shallowCopy, typeName, type Value } from '../../values';
import type { Stage, StageEnv, Transform } from '../environment';
import { compileExpression, rootScope } from '../expression';
import { requireVariableName } from '../expressions/variables';
import { mapping } from '../iterate';

const OPTIONS = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline']);

/** `$lookup`, by equal fields, by a pipeline with `let`, or both. */
export const lookup: Stage = (spec, env) => {
  if (!isDoc(spec)) throw failedToParse(`the $lookup specification must be an Object, but found ${typeName(spec)}`);
  checkOptions(spec);
  const from = fromOf(spec);
  const join = equalityOf(spec, from, env);
  const pipeline = pipelineOf(spec, from, env);
  const as = textOption(spec, 'as').split('.');
  return mapping(env.ctx, (doc) => place(doc, as, pipeline(doc, join(doc))));
};

function checkOptions(spec: Doc): void {
  for (const name of Object.keys(spec)) {
    if (!OPTIONS.has(name)) throw failedToParse(`unknown argument to $lookup: ${name}`);
  }
  if (spec.as === undefined) throw failedToParse("must specify 'as' field for a $lookup");
  const hasFields = spec.localField !== undefined && spec.foreignField !== undefined;
  if (!hasFields && (spec.localField !== undefined || spec.foreignField !== undefined)) {
    throw failedToParse("$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  }
  if (!hasFields && spec.pipeline === undefined) {
    throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  }
  if (spec.let !== undefined && spec.pipeline === undefined) {
    throw failedToParse("$lookup with a 'let' argument must also specify 'pipeline'");
  }
}

function textOption(spec: Doc, name: string): string {
  const value = spec[name];
  if (typeof value === 'string') return value;
  throw failedToParse(`$lookup argument '${name}' must be a string, found ${name}: ${typeName(value)}`);
}

function fromOf(spec: Doc): string | undefined {
  if (spec.from !== undefined) return textOption(spec, 'from');
  const [first] = Array.isArray(spec.pipeline) ? spec.pipeline : [];
  if (isDoc(first) && first.$documents !== undefined) return undefined;
  throw failedToParse("must specify 'from' field for a $lookup");
}

type Join = (doc: Doc) => Iterable<Doc>;

function equalityOf(spec: Doc, from: string | undefined, env: StageEnv): Join {
  if (from === undefined) return () => [];
  if (spec.localField === undefined) return () => env.scan(from);
  const local = textOption(spec, 'localField');
  const foreign = textOption(spec, 'foreignField');
  const known = new Map<string, Doc[]>();
  return (doc) => {
    const values = localValues(doc, local);
    const key = hashKey(values);
    const found = known.get(key) ?? [...env.scan(from, foreignFilter(foreign, values))];
    if (known.size < 10_000) known.set(key, found);
    return found;
  };
}

/** What a document joins by: each element of an array, null when the field is missing. */
function localValues(doc: Doc, path: string): Value[] {
  const reached = getPath(doc, path).filter((value) => !(Array.isArray(value) && value.length === 0));
  const present = reached.filter((value) => value !== undefined);
  return present.length === 0 && reached.length > 0 ? [null] : present;
}

function foreignFilter(path: string, values: readonly Value[]): Doc {
  const isPlain = values.every((value) => !(value instanceof BSONRegExp) && !isDoc(value));
  if (isPlain || values.length === 0) return { [path]: { $in: [...values] } };
  return { $or: values.map((value) => ({ [path]: { $eq: value } })) };
}

type Continuation = (doc: Doc, joined: Iterable<Doc>) => Doc[];

function pipelineOf(spec: Doc, from: string | undefined, env: StageEnv): Continuation {
  const { pipeline } = spec;
  if (pipeline === undefined) return (_doc, joined) => [...joined];
  if (!Array.isArray(pipeline)) throw failedToParse(`'pipeline' option must be specified as an array`);
  const variables = letVariables(spec.let, env);
  const run = compileInside(pipeline, from, variables.ctx, env);
  return (doc, joined) => {
    variables.assign(doc);
    return [...run(joined)];
  };
}

function compileInside(pipeline: Doc[], from: string | undefined, ctx: QueryContext, env: StageEnv): Transform {
  for (const stage of pipeline) {
    const [name = ''] = isDoc(stage) ? Object.keys(stage) : [];
    if (name === '$out' || name === '$merge')
      throw location(51047, `${name} is not allowed within a $lookup's sub-pipeline`);
  }
  return env.compile(pipeline, { ctx, collection: from ?? env.collection });
}

/** The inner context: variables of the outer pipeline stay visible and are read when evaluated. */
function letVariables(spec: Value, env: StageEnv): { ctx: QueryContext; assign(doc: Doc): void } {
  if (spec !== undefined && !isDoc(spec)) {
    throw failedToParse(`$lookup argument 'let' must be an object, is type ${typeName(spec)}`);
  }
  const variables: Record<string, Value> = Object.create(env.ctx.variables);
  const definitions = Object.keys(spec ?? {}).map((name) => {
    requireVariableName(name);
    variables[name] = undefined;
    return { name, expression: compileExpression(field(spec ?? {}, name), env.ctx) };
  });
  return {
    ctx: { ...env.ctx, variables },
    assign: (doc) => {
      for (const { name, expression } of definitions) variables[name] = expression(rootScope(doc));
    },
  };
}

/** The document with the found ones under a dotted path. */
export function place(doc: Doc, path: readonly string[], found: Value): Doc {
  const [name = '', ...rest] = path;
  const copy = shallowCopy(doc);
  const inner = field(copy, name);
  setField(copy, name, rest.length === 0 ? found : place(isDoc(inner) ? inner : {}, rest, found));
  return copy;
}
