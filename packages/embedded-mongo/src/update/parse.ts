import { badValue, conflictingUpdateOperators, failedToParse } from '../errors';
import type { QueryContext } from '../query/context';
import { type Doc, field, fieldText, isDoc, typeName, type Value, valueText } from '../values';
import { type Modification, REMOVED } from './modification';
import { UPDATE_OPERATORS } from './operators';
import { comparePaths, type PathPart, parsePath, partName, refuseDynamic } from './path';

/**
 * Reads an update document into modifications, in the order they are applied.
 * @throws 9 for an unknown operator, 40 when two of them touch one path
 */
export function parseModifications(update: Doc, ctx: QueryContext): Modification[] {
  const modifications = Object.keys(update).flatMap((operator) =>
    parseOperator(operator, field(update, operator), ctx),
  );
  refuseConflicts(modifications);
  return modifications.sort((a, b) => comparePaths(a.parts, b.parts));
}

function parseOperator(operator: string, fields: Value, ctx: QueryContext): Modification[] {
  const known = UPDATE_OPERATORS.get(operator);
  if (known === undefined && operator !== '$rename') {
    throw failedToParse(
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDoc(fields)) {
    throw failedToParse(
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${valueText(fields)}}`,
    );
  }
  return Object.keys(fields).flatMap((path) => {
    const operand = field(fields, path);
    if (known === undefined) return parseRename(path, operand);
    const { creates, onInsertOnly = false } = known;
    const change = known.compile(operand, path, ctx);
    return [{ operator, path, parts: parsePath(path), change, creates, onInsertOnly }];
  });
}

function parseRename(from: string, to: Value): Modification[] {
  if (typeof to !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${fieldText(from, to)}`);
  const source = parsePath(from);
  const parts = parsePath(to);
  refuseDynamic(source, from, 'source');
  refuseDynamic(parts, to, 'destination');
  if (from === to) throw badValue(`The source and target field for $rename must differ: ${fieldText(from, to)}`);
  if (isPrefix(source, parts) || isPrefix(parts, source)) {
    throw badValue(`The source and target field for $rename must not be on the same path: ${fieldText(from, to)}`);
  }
  return [
    {
      operator: '$rename',
      path: to,
      parts,
      change: () => REMOVED,
      creates: true,
      source: { path: from, parts: source },
    },
  ];
}

function isPrefix(shorter: readonly PathPart[], longer: readonly PathPart[]): boolean {
  return shorter.length <= longer.length && comparePaths(shorter, longer.slice(0, shorter.length)) === 0;
}

interface PathNode {
  readonly children: Map<string, PathNode>;
  isEnd: boolean;
}

function refuseConflicts(modifications: readonly Modification[]): void {
  const root: PathNode = { children: new Map(), isEnd: false };
  for (const modification of modifications) {
    if (modification.source !== undefined) claim(root, modification.source.path, modification.source.parts);
    claim(root, modification.path, modification.parts);
  }
}

function claim(root: PathNode, path: string, parts: readonly PathPart[]): void {
  let node = root;
  for (const [at, part] of parts.entries()) {
    if (node.isEnd) throw conflict(path, parts.slice(0, at));
    const next = node.children.get(partName(part)) ?? { children: new Map(), isEnd: false };
    node.children.set(partName(part), next);
    node = next;
  }
  if (node.isEnd || node.children.size > 0) throw conflict(path, parts);
  node.isEnd = true;
}

function conflict(path: string, at: readonly PathPart[]) {
  const place = at.map(partName).join('.');
  return conflictingUpdateOperators(`Updating the path '${path}' would create a conflict at '${place}'`);
}
