import { EJSON } from 'bson';
import type { Json } from './test-file';

/** Where and how a value differs from what a test expects; undefined when it does not. */
export function mismatch(expected: unknown, actual: unknown, path = '', isRoot = true): string | undefined {
  if (isJson(expected)) {
    const special = specialMismatch(expected, actual, path);
    if (special !== NOT_SPECIAL) return special;
    return isJson(actual) ? objectMismatch(expected, actual, path, isRoot) : differs(path, expected, actual);
  }
  if (Array.isArray(expected)) return arrayMismatch(expected, actual, path, isRoot);
  return canonical(expected) === canonical(actual) ? undefined : differs(path, expected, actual);
}

/** Only the outermost document may have fields the test does not name. */
function objectMismatch(expected: Json, actual: Json, path: string, isRoot: boolean): string | undefined {
  for (const [name, value] of Object.entries(expected)) {
    const found = fieldMismatch(value, actual, name, `${path}.${name}`);
    if (found !== undefined) return found;
  }
  if (isRoot) return undefined;
  const extra = Object.keys(actual).find((name) => !(name in expected) && actual[name] !== undefined);
  return extra === undefined ? undefined : `${path}.${extra} is not expected`;
}

function fieldMismatch(expected: unknown, actual: Json, name: string, path: string): string | undefined {
  const isMissing = !(name in actual) || actual[name] === undefined;
  if (isJson(expected) && '$$exists' in expected) {
    return isMissing === (expected.$$exists === false) ? undefined : `${path} ${isMissing ? 'is missing' : 'exists'}`;
  }
  if (isMissing && isJson(expected) && '$$unsetOrMatches' in expected) return undefined;
  return isMissing ? `${path} is missing` : mismatch(expected, actual[name], path, false);
}

/** At the root of a result, the documents of an array are roots themselves. */
function arrayMismatch(expected: unknown[], actual: unknown, path: string, isRoot: boolean): string | undefined {
  if (!Array.isArray(actual) || actual.length !== expected.length) return differs(path, expected, actual);
  for (const [at, item] of expected.entries()) {
    const found = mismatch(item, actual[at], `${path}[${at}]`, isRoot);
    if (found !== undefined) return found;
  }
  return undefined;
}

const NOT_SPECIAL = Symbol('no special operator');

function specialMismatch(expected: Json, actual: unknown, path: string): string | undefined | typeof NOT_SPECIAL {
  if ('$$unsetOrMatches' in expected) {
    return actual === undefined ? undefined : mismatch(expected.$$unsetOrMatches, actual, path);
  }
  if ('$$type' in expected) return typeMismatch(expected.$$type, actual, path);
  if ('$$exists' in expected) return (actual !== undefined) === expected.$$exists ? undefined : `${path} exists?`;
  return NOT_SPECIAL;
}

function typeMismatch(types: unknown, actual: unknown, path: string): string | undefined {
  const wanted: unknown[] = Array.isArray(types) ? types : [types];
  return wanted.includes(typeOf(actual)) ? undefined : `${path} is ${typeOf(actual)}, not ${wanted.join(' or ')}`;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  if (isJson(value)) return 'object';
  const bson =
    typeof value === 'object' && value !== null && '_bsontype' in value ? String(value._bsontype) : undefined;
  return bson === undefined ? typeof value : `${bson.charAt(0).toLowerCase()}${bson.slice(1)}`;
}

function isJson(value: unknown): value is Json {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !('_bsontype' in value)
  );
}

function canonical(value: unknown): string {
  return value === undefined ? 'undefined' : EJSON.stringify({ value }, { relaxed: true });
}

function differs(path: string, expected: unknown, actual: unknown): string {
  return `${path}: expected ${canonical(expected)}, got ${canonical(actual)}`;
}
