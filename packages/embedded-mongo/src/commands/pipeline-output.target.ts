import { failedToParse } from '../errors';
import type { Call } from '../server/context';
import { asDoc, type Value } from '../values';

/** The collection a stage writes to. */
export interface Target {
  readonly database: string;
  readonly name: string;
}

/** `"name"`, `{coll}`, `{db, coll}` or, for `$merge`, any of these under `into`. */
export function targetOf(value: Value, call: Call): Target {
  if (typeof value === 'string') return { database: call.database, name: value };
  const spec = asDoc(value) ?? {};
  const name = spec.coll;
  if (typeof name !== 'string' || name === '') throw failedToParse('$out and $merge need the name of a collection');
  return { database: typeof spec.db === 'string' ? spec.db : call.database, name };
}
