import { failedToParse, location, notImplemented } from '../../errors';
import { type Doc, isDoc, type Value } from '../../values';
import type { Stage, StageEnv, Transform } from '../environment';

const MERGE_OPTIONS = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'];
const WHEN_MATCHED = ['replace', 'keepExisting', 'merge', 'fail', 'pipeline'];
const WHEN_NOT_MATCHED = ['insert', 'discard', 'fail'];

/** `$out`; the server gets `{db, coll}`. */
export const out: Stage = (spec, env) => writing('$out', { kind: 'out', spec: target(spec, '$out', env) }, env);

/** `$merge`; the server gets every option, `into` as `{db, coll}`, `on` as a list, the modes with their defaults. */
export const merge: Stage = (spec, env) => {
  const options: Doc = isDoc(spec) && spec.into !== undefined ? spec : { into: spec };
  for (const name of Object.keys(options)) {
    if (!MERGE_OPTIONS.includes(name)) throw location(40415, `BSON field '$merge.${name}' is an unknown field.`);
  }
  const normal: Doc = {
    into: target(options.into, '$merge', env),
    on: onOf(options.on),
    whenMatched: mode(options.whenMatched, 'whenMatched', WHEN_MATCHED, 'merge'),
    whenNotMatched: mode(options.whenNotMatched, 'whenNotMatched', WHEN_NOT_MATCHED, 'insert'),
    ...(options.let === undefined ? {} : { let: options.let }),
  };
  return writing('$merge', { kind: 'merge', spec: normal }, env);
};

function target(spec: Value, name: string, env: StageEnv): Doc {
  if (typeof spec === 'string') return { db: env.database, coll: spec };
  if (isDoc(spec) && typeof spec.coll === 'string') return { db: spec.db ?? env.database, coll: spec.coll };
  throw name === '$out'
    ? location(16990, '$out only supports a string or object argument')
    : location(51178, '$merge only supports a string or object argument');
}

function onOf(on: Value): Value[] {
  if (on === undefined) return ['_id'];
  const names = Array.isArray(on) ? on : [on];
  if (names.length === 0)
    throw location(51187, "if explicitly specifying $merge 'on', must include at least one field");
  return names;
}

function mode(value: Value, name: string, known: readonly string[], fallback: string): Value {
  if (value === undefined) return fallback;
  if (name === 'whenMatched' && Array.isArray(value)) return value;
  if (typeof value === 'string' && known.includes(value)) return value;
  throw failedToParse(`Enumeration value '${String(value)}' for field '$merge.${name}' is not a valid value.`);
}

function writing(name: string, stage: { kind: 'out' | 'merge'; spec: Doc }, env: StageEnv): Transform {
  if (!env.isLast) throw location(40601, `${name} can only be the final stage in the pipeline`);
  const { write } = env;
  if (write === undefined || env.isNested) throw notImplemented(`${name} is not allowed here`);
  // biome-ignore lint/correctness/useYield: the stage gives no documents, it only takes them
  return function* (source) {
    write(stage, source);
  };
}
