import { failedToParse } from '../../errors';
import { compileSort } from '../../query/sort';
import { type Doc, field, getPath, hashKey, isDoc, type Value } from '../../values';
import type { Stage, StageEnv } from '../environment';
import { compileExpression, rootScope } from '../expression';
import { gathering } from '../iterate';
import { compileWindowFunction } from '../windows/functions';
import type { Partition, WindowFunction } from '../windows/partition';
import { place } from './lookup';
import { refuseUnknownOptions, requireObject } from './specification';

interface Output {
  readonly path: readonly string[];
  readonly compute: WindowFunction;
}

/** `$setWindowFields`: ranks, running totals and the like over sorted partitions. */
export const setWindowFields: Stage = (spec, env, name) => {
  const options = requireObject(spec, name);
  refuseUnknownOptions(options, name, ['partitionBy', 'sortBy', 'output']);
  const { partitionBy, sortBy, output } = options;
  if (!isDoc(output)) throw failedToParse("$setWindowFields requires an 'output' object");
  const key = partitionBy === undefined ? () => null : compileExpression(partitionBy, env.ctx);
  const compare = isDoc(sortBy) ? compileSort(sortBy, env.ctx) : () => 0;
  const sortPath = isDoc(sortBy) ? Object.keys(sortBy)[0] : undefined;
  const outputs = Object.keys(output).map((path) => readOutput(path, field(output, path), env));
  return gathering(env.ctx, function* (docs) {
    for (const members of partitions(docs, (doc) => key(rootScope(doc)))) {
      yield* computed(makePartition(members.sort(compare), compare, sortPath), outputs);
    }
  });
};

function readOutput(path: string, spec: Value, env: StageEnv): Output {
  if (!isDoc(spec)) throw failedToParse(`The field '${path}' must be an object`);
  const names = Object.keys(spec).filter((name) => name !== 'window');
  const [name = ''] = names;
  if (names.length !== 1 || !name.startsWith('$'))
    throw failedToParse(`Expected a $-prefixed window function, ${name}`);
  return { path: path.split('.'), compute: compileWindowFunction(name, field(spec, name), spec.window, env.ctx) };
}

function partitions(docs: readonly Doc[], keyOf: (doc: Doc) => Value): Iterable<Doc[]> {
  const found = new Map<string, Doc[]>();
  for (const doc of docs) {
    const key = hashKey(keyOf(doc) ?? null);
    const members = found.get(key) ?? [];
    members.push(doc);
    found.set(key, members);
  }
  return found.values();
}

function makePartition(
  docs: readonly Doc[],
  compare: (a: Doc, b: Doc) => number,
  sortPath: string | undefined,
): Partition {
  return {
    docs,
    scopes: docs.map(rootScope),
    sortValues: sortPath === undefined ? [] : docs.map((doc) => getPath(doc, sortPath)[0]),
    ties: (a, b) => compare(docs[a] ?? {}, docs[b] ?? {}) === 0,
  };
}

function computed(partition: Partition, outputs: readonly Output[]): Doc[] {
  return outputs.reduce<Doc[]>(
    (docs, { path, compute }) => {
      const values = compute(partition);
      return docs.map((doc, at) => place(doc, path, values[at]));
    },
    [...partition.docs],
  );
}
