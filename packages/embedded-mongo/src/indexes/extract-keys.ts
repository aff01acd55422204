import { MongoError } from '../errors';
import { arrayIndex, asDoc, type Doc, field, type Value } from '../values';

/** The key of an array without elements. */
export const EMPTY_ARRAY: unique symbol = Symbol('empty array');

/** One entry of an index: a value for each of its fields; undefined where the field is missing. */
export type KeyValues = readonly Value[];

/** Everything an index keeps of one document. */
export interface Extracted {
  readonly entries: readonly KeyValues[];
  /** For each field, whether an array was met on its path. */
  readonly multikey: readonly boolean[];
}

/** Where the walk of one indexed path stands. */
interface Walk {
  readonly value: Value;
  readonly rest: readonly string[];
}

/**
 * The entries a document has in an index over these paths. Fields of the same array advance together, so
 * `{a: [{b: 1, c: 2}, {b: 3, c: 4}]}` has two entries under `a.b, a.c`.
 * @throws 171 when two fields run through different arrays
 */
export function extractKeys(doc: Doc, paths: readonly (readonly string[])[]): Extracted {
  const multikey = paths.map(() => false);
  const entries = expand(
    paths.map((rest) => ({ value: doc, rest })),
    multikey,
  );
  return { entries, multikey };
}

function expand(started: readonly Walk[], multikey: boolean[]): Value[][] {
  const walks = started.map(walkToArray);
  const array = sharedArray(walks, multikey);
  if (array === undefined) return [walks.map((walk) => plain(walk.value))];
  if (array.length === 0)
    return [walks.map((walk) => (walk.value === array ? emptyArrayKey(walk) : plain(walk.value)))];
  return array.flatMap((element) =>
    expand(
      walks.map((walk) => (walk.value === array ? enter(element, walk.rest) : walk)),
      multikey,
    ),
  );
}

/** An element at the end of a path, wrapped so that an array inside an array is not entered. */
class Finished {
  constructor(readonly value: Value) {}
}

function plain(value: Value): Value {
  return value instanceof Finished ? value.value : value;
}

function enter(element: Value, rest: readonly string[]): Walk {
  if (rest.length === 0) return { value: new Finished(element), rest };
  return asDoc(element) === undefined ? { value: undefined, rest: [] } : { value: element, rest };
}

function emptyArrayKey(walk: Walk): Value {
  return walk.rest.length === 0 ? EMPTY_ARRAY : undefined;
}

function walkToArray({ value, rest }: Walk): Walk {
  let reached = value;
  let at = 0;
  for (; at < rest.length; at += 1) {
    const name = rest[at] ?? '';
    if (Array.isArray(reached)) {
      const index = arrayIndex(name);
      if (index < 0 || index >= reached.length) break;
      reached = reached[index];
      continue;
    }
    const doc = asDoc(reached);
    if (doc === undefined) return { value: undefined, rest: [] };
    reached = field(doc, name);
  }
  return { value: reached, rest: rest.slice(at) };
}

function sharedArray(walks: readonly Walk[], multikey: boolean[]): Value[] | undefined {
  let shared: Value[] | undefined;
  for (const [index, { value }] of walks.entries()) {
    if (!Array.isArray(value)) continue;
    multikey[index] = true;
    if (shared !== undefined && shared !== value) {
      throw new MongoError(171, 'CannotIndexParallelArrays', 'cannot index parallel arrays');
    }
    shared = value;
  }
  return shared;
}
