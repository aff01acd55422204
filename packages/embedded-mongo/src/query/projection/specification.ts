import { compileExpression, type Expression } from '../../aggregation/expression';
import { location } from '../../errors';
import { type Doc, field, isDoc, isNumeric, numberOf, type Value } from '../../values';
import type { QueryContext } from '../context';
import { emptyNode, type ProjectionNode } from './tree';

/** A projection in parts, before it is decided whether it includes or excludes. */
export interface Specification {
  readonly included: string[];
  readonly excluded: string[];
  readonly computed: [string, Value][];
  /** Whether the first field to take a side is excluded. */
  excludesFirst: boolean;
  /** What the projection says of `_id`; undefined when silent. */
  id: boolean | undefined;
}

/** Takes a field a caller treats in its own way (`$slice`, `$elemMatch`, `a.$`); true when taken. */
type Special = (path: string, value: Value) => boolean;

/** Reads a projection document; nested documents are dotted paths. */
export function readSpecification(spec: Doc, special: Special): Specification {
  const read: Specification = { included: [], excluded: [], computed: [], excludesFirst: false, id: undefined };
  readFields(spec, '', special, read);
  return read;
}

function readFields(spec: Doc, prefix: string, special: Special, read: Specification): void {
  for (const name of Object.keys(spec)) {
    const value = field(spec, name);
    const path = `${prefix}${name}`;
    if (special(path, value)) continue;
    checkPath(path);
    if (isDoc(value) && isNested(value)) readFields(value, `${path}.`, special, read);
    else readLeaf(path, value, read);
  }
}

function isNested(value: Doc): boolean {
  const [first] = Object.keys(value);
  if (first === undefined)
    throw location(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  return !first.startsWith('$');
}

function readLeaf(path: string, value: Value, read: Specification): void {
  const flag = flagOf(value);
  if (flag === undefined) read.computed.push([path, value]);
  else if (path === '_id') read.id = flag;
  else {
    if (read.included.length === 0 && !flag) read.excludesFirst = true;
    (flag ? read.included : read.excluded).push(path);
  }
}

function flagOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return isNumeric(value) ? numberOf(value) !== 0 : undefined;
}

function checkPath(path: string): void {
  if (path === '') throw location(40352, 'FieldPath cannot be constructed with empty string');
  for (const part of path.split('.')) {
    if (part === '') throw location(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$')) {
      throw location(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
    }
  }
}

/** Whether the projection lists what to keep; `_id` alone decides when nothing else is said. */
export function isInclusion(spec: Specification): boolean {
  const [included] = spec.included;
  const [excluded] = spec.excluded;
  if (included !== undefined && excluded !== undefined) {
    throw spec.excludesFirst
      ? location(31253, `Cannot do inclusion on field ${included} in exclusion projection`)
      : location(31254, `Cannot do exclusion on field ${excluded} in inclusion projection`);
  }
  if (excluded !== undefined && spec.computed.length > 0) {
    throw location(31252, `Cannot use an expression other than $meta in exclusion projection`);
  }
  if (included !== undefined || spec.computed.length > 0) return true;
  return excluded === undefined && spec.id === true;
}

/**
 * The tree of paths and computed fields.
 * @throws 31250 when one path is inside another
 */
export function buildTree(
  paths: readonly string[],
  computed: readonly [string, Value][],
  ctx: QueryContext,
): ProjectionNode {
  const root = emptyNode();
  for (const path of paths) place(root, path, undefined);
  for (const [path, value] of computed) place(root, path, compileExpression(value, ctx));
  return root;
}

function place(root: ProjectionNode, path: string, expression: Expression | undefined): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let node = root;
  for (const [at, part] of parts.entries()) {
    if (node.leaves.has(part) || node.computed.has(part)) throw collision(path, [...parts, last].slice(at + 1));
    if (expression !== undefined) node.order.add(part);
    node = childOf(node, part);
  }
  if (node.leaves.has(last) || node.computed.has(last) || node.children.has(last)) throw collision(path, []);
  if (expression === undefined) node.leaves.add(last);
  else {
    node.computed.set(last, expression);
    node.order.add(last);
  }
}

function collision(path: string, remaining: readonly string[]) {
  return remaining.length === 0
    ? location(31250, `Path collision at ${path}`)
    : location(31249, `Path collision at ${path} remaining portion ${remaining.join('.')}`);
}

function childOf(node: ProjectionNode, name: string): ProjectionNode {
  const child = node.children.get(name) ?? emptyNode();
  node.children.set(name, child);
  return child;
}
