import { BSONRegExp } from 'bson';
import { notSingleValueField } from '../errors';
import { hasOperators } from '../query/filter';
import { asDoc, cloneValue, type Doc, field, isDoc, setField, type Value } from '../values';

/**
 * The fields an upsert takes from its filter: equalities, also inside `$and`, as `$eq`, and as `$in` or `$all` of one.
 * @throws 54 when a path is named twice or lies inside another
 */
export function equalitiesOf(filter: Doc): Doc {
  const found = new Map<string, Value>();
  collect(filter, found);
  refuseOverlaps([...found.keys()]);
  const doc: Doc = {};
  for (const [path, value] of found) place(doc, path.split('.'), cloneValue(value));
  return doc;
}

function collect(filter: Doc, found: Map<string, Value>): void {
  for (const name of Object.keys(filter)) {
    const operand = field(filter, name);
    if (name === '$and' || (name === '$or' && Array.isArray(operand) && operand.length === 1)) {
      if (Array.isArray(operand)) for (const part of operand) if (isDoc(part)) collect(part, found);
    } else if (!name.startsWith('$')) note(name, operand, found);
  }
}

function note(path: string, operand: Value, found: Map<string, Value>): void {
  const value = equalityOf(operand);
  if (value === undefined) return;
  if (found.has(path)) throw notSingleValueField(`cannot infer query fields to set, path '${path}' is matched twice`);
  found.set(path, value);
}

function equalityOf(operand: Value): Value {
  if (operand instanceof BSONRegExp) return undefined;
  if (!isDoc(operand) || !hasOperators(operand)) return operand;
  if (operand.$eq !== undefined) return operand.$eq;
  return operand.$in === undefined ? onlyOne(operand.$all) : onlyOne(operand.$in);
}

function onlyOne(list: Value): Value {
  if (!Array.isArray(list) || list.length !== 1) return undefined;
  const [item] = list;
  return item instanceof BSONRegExp || (isDoc(item) && hasOperators(item)) ? undefined : item;
}

function refuseOverlaps(paths: readonly string[]): void {
  for (const path of paths) {
    const outer = paths.find((other) => path.startsWith(`${other}.`));
    if (outer !== undefined) {
      throw notSingleValueField(`cannot infer query fields to set, both paths '${path}' and '${outer}' are matched`);
    }
  }
}

function place(doc: Doc, parts: readonly string[], value: Value): void {
  const [name = '', ...rest] = parts;
  if (rest.length === 0) {
    setField(doc, name, value);
    return;
  }
  const inner = asDoc(field(doc, name)) ?? {};
  setField(doc, name, inner);
  place(inner, rest, value);
}
