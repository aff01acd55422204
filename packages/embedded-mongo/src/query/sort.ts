import { badValue, location } from '../errors';
import {
  asDoc,
  type Collation,
  compareValues,
  type Doc,
  field,
  fieldText,
  getPathParts,
  integerOf,
  isDoc,
  isNumeric,
  type Value,
} from '../values';
import type { QueryContext } from './context';

type SortPart = (a: Doc, b: Doc) => number;

/**
 * Compiles a sort specification. A field that holds an array sorts by its least element ascending and its greatest
 * descending; an empty array comes before null; missing equals null.
 * @throws 15974 and 15975 for a direction that is not 1 or -1, 2 for `$meta`
 */
export function compileSort(spec: Doc, ctx: QueryContext): (a: Doc, b: Doc) => number {
  const parts = Object.keys(spec).map((path) => sortPart(path, field(spec, path), ctx.collation));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return (a, b) => {
    for (const part of parts) {
      const order = part(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function sortPart(path: string, order: Value, collation: Collation | undefined): SortPart {
  checkPath(path);
  const direction = directionOf(path, order);
  const key = sortKey(path, direction, collation);
  return (a, b) => direction * compareValues(key(a), key(b), collation);
}

function checkPath(path: string): void {
  if (path === '' || path.endsWith('.') || path.startsWith('.') || path.includes('..')) {
    throw location(15998, 'FieldPath field names may not be empty strings.');
  }
  if (path.startsWith('$')) {
    throw location(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
  }
}

function directionOf(path: string, order: Value): 1 | -1 {
  if (isDoc(order)) throw badValue('$meta sorts are not supported by the embedded server');
  if (!isNumeric(order)) throw location(15974, `Illegal key in $sort specification: ${fieldText(path, order)}`);
  const direction = integerOf(order);
  if (direction === 1 || direction === -1) return direction;
  throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
}

/** What a document sorts by: the extreme of all values the path reaches. */
function sortKey(path: string, direction: 1 | -1, collation: Collation | undefined): (doc: Doc) => Value {
  const parts = path.split('.');
  return (doc) => {
    const direct = scalarAt(doc, parts);
    return direct === SEVERAL ? extreme(getPathParts(doc, parts), direction, collation) : (direct ?? null);
  };
}

const SEVERAL = Symbol('an array is on the way');

function scalarAt(doc: Doc, parts: readonly string[]): Value {
  let value: Value = doc;
  for (const part of parts) {
    const inner = asDoc(value);
    if (inner === undefined) return Array.isArray(value) ? SEVERAL : undefined;
    value = field(inner, part);
  }
  return Array.isArray(value) ? SEVERAL : value;
}

function extreme(values: readonly Value[], direction: 1 | -1, collation: Collation | undefined): Value {
  let best = sortable(values[0]);
  for (let index = 1; index < values.length; index += 1) {
    const value = sortable(values[index]);
    if (direction * compareValues(value, best, collation) < 0) best = value;
  }
  return best;
}

/** Missing sorts as null; an empty array, which comes before null, as undefined. */
function sortable(value: Value): Value {
  if (value === undefined) return null;
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}
