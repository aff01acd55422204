import { Long } from 'bson';
import { location } from '../../errors';
import { asDoc, type Doc, field, isDoc, setField, shallowCopy, typeName, type Value } from '../../values';
import type { Stage } from '../environment';
import { expanding } from '../iterate';

interface Unwinding {
  readonly parts: readonly string[];
  readonly indexPath: readonly string[] | undefined;
  readonly keepsEmpty: boolean;
}

/** `$unwind`: one document per element; a value that is no array counts as its only element. */
export const unwind: Stage = (spec, env) => {
  const unwinding = read(spec);
  return expanding(env.ctx, (doc) => elementsOf(doc, unwinding));
};

function read(spec: Value): Unwinding {
  const options: Doc = isDoc(spec) ? spec : { path: spec };
  if (!isDoc(spec) && typeof spec !== 'string') {
    throw location(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`,
    );
  }
  for (const name of Object.keys(options)) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) {
      throw location(28811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  return {
    parts: pathOf(options.path),
    indexPath: indexPathOf(options.includeArrayIndex),
    keepsEmpty: flag(options.preserveNullAndEmptyArrays),
  };
}

function pathOf(path: Value): string[] {
  if (path === undefined) throw location(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string')
    throw location(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (!path.startsWith('$'))
    throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  return path.slice(1).split('.');
}

function indexPathOf(path: Value): string[] | undefined {
  if (path === undefined) return undefined;
  if (typeof path !== 'string' || path === '') {
    throw location(
      28810,
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${typeName(path)}`,
    );
  }
  if (path.startsWith('$'))
    throw location(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${path}`);
  return path.split('.');
}

function flag(value: Value): boolean {
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw location(
    28809,
    `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(value)}`,
  );
}

function* elementsOf(doc: Doc, unwinding: Unwinding): Iterable<Doc> {
  const { parts, indexPath, keepsEmpty } = unwinding;
  const value = valueAt(doc, parts);
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, element] of value.entries())
      yield indexed(withValue(doc, parts, element), indexPath, position(index));
  } else if (!Array.isArray(value) && value !== null && value !== undefined) yield indexed(doc, indexPath, null);
  else if (keepsEmpty) yield indexed(Array.isArray(value) ? withValue(doc, parts, undefined) : doc, indexPath, null);
}

function position(index: number): Value {
  return Long.fromNumber(index);
}

function indexed(doc: Doc, path: readonly string[] | undefined, index: Value): Doc {
  return path === undefined ? doc : withValue(doc, path, index);
}

function valueAt(doc: Doc, parts: readonly string[]): Value {
  let value: Value = doc;
  for (const part of parts) {
    const inner = asDoc(value);
    if (inner === undefined) return undefined;
    value = field(inner, part);
  }
  return value;
}

function withValue(doc: Doc, parts: readonly string[], value: Value): Doc {
  const [name = '', ...rest] = parts;
  const copy = shallowCopy(doc);
  if (rest.length > 0) setField(copy, name, withValue(asDoc(field(copy, name)) ?? {}, rest, value));
  else if (value === undefined) delete copy[name];
  else setField(copy, name, value);
  return copy;
}
