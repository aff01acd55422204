import { Long } from 'bson';
import { location } from '../../errors';
import { type Doc, getPath, hashKey, integerOf, isDoc, setField, shallowCopy, type Value } from '../../values';
import type { Stage, StageEnv } from '../environment';
import { compileExpression, type Expression, rootScope } from '../expression';
import { mapping } from '../iterate';
import { place } from './lookup';

interface Search {
  readonly from: string;
  readonly startWith: Expression;
  readonly connectFrom: string;
  readonly connectTo: string;
  readonly as: readonly string[];
  readonly maxDepth: number;
  readonly depthField: string | undefined;
  readonly restriction: Doc | undefined;
}

const REQUIRED = ['from', 'startWith', 'connectFromField', 'connectToField', 'as'];
const OPTIONAL = ['maxDepth', 'depthField', 'restrictSearchWithMatch'];

/** `$graphLookup`: follows references breadth first; each document is found once. */
export const graphLookup: Stage = (spec, env) => {
  const search = read(spec, env);
  return mapping(env.ctx, (doc) => place(doc, search.as, reachable(search, doc, env)));
};

function read(spec: Value, env: StageEnv): Search {
  if (!isDoc(spec)) throw location(40327, 'the $graphLookup stage specification must be an object');
  for (const name of Object.keys(spec)) {
    if (!REQUIRED.includes(name) && !OPTIONAL.includes(name)) {
      throw location(40104, `Unknown argument to $graphLookup: ${name}`);
    }
  }
  for (const name of REQUIRED) {
    if (spec[name] === undefined) {
      throw location(
        40105,
        `$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.`,
      );
    }
  }
  const { restrictSearchWithMatch: restriction } = spec;
  if (restriction !== undefined && !isDoc(restriction)) {
    throw location(40185, '$graphLookup requires restrictSearchWithMatch to be an object');
  }
  return {
    from: text(spec, 'from'),
    startWith: compileExpression(spec.startWith, env.ctx),
    connectFrom: text(spec, 'connectFromField'),
    connectTo: text(spec, 'connectToField'),
    as: text(spec, 'as').split('.'),
    maxDepth: depthOf(spec.maxDepth),
    depthField: spec.depthField === undefined ? undefined : text(spec, 'depthField'),
    restriction,
  };
}

function text(spec: Doc, name: string): string {
  const value = spec[name];
  if (typeof value === 'string') return value;
  throw location(40103, `expected string as argument for ${name}`);
}

function depthOf(value: Value): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  const depth = integerOf(value);
  if (depth === undefined) throw location(40102, 'maxDepth requires a number that can be represented as a long long');
  if (depth < 0) throw location(40101, `maxDepth requires a nonnegative argument, found: ${depth}`);
  return depth;
}

function reachable(search: Search, doc: Doc, env: StageEnv): Doc[] {
  const found = new Map<string, Doc>();
  const asked = new Set<string>();
  const start = search.startWith(rootScope(doc));
  let frontier = unasked(Array.isArray(start) ? start : [start ?? null], asked);
  for (let depth = 0; frontier.length > 0 && depth <= search.maxDepth; depth += 1) {
    const next: Value[] = [];
    for (const hit of env.scan(search.from, filterFor(search, frontier))) {
      env.ctx.tick();
      const key = hashKey(hit._id);
      if (found.has(key)) continue;
      found.set(key, withDepth(hit, search.depthField, depth));
      next.push(...getPath(hit, search.connectFrom).filter((value) => value !== undefined));
    }
    frontier = unasked(next, asked);
  }
  return [...found.values()];
}

function unasked(values: readonly Value[], asked: Set<string>): Value[] {
  return values.filter((value) => {
    const key = hashKey(value);
    const isNew = !asked.has(key);
    asked.add(key);
    return isNew;
  });
}

function filterFor(search: Search, frontier: readonly Value[]): Doc {
  const connected: Doc = { [search.connectTo]: { $in: [...frontier] } };
  return search.restriction === undefined ? connected : { $and: [search.restriction, connected] };
}

function withDepth(doc: Doc, depthField: string | undefined, depth: number): Doc {
  if (depthField === undefined) return doc;
  const copy = shallowCopy(doc);
  setField(copy, depthField, Long.fromNumber(depth));
  return copy;
}
