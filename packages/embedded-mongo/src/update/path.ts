import { badValue, dollarPrefixedFieldName, emptyFieldName } from '../errors';
import { arrayIndex } from '../values';

/** One component of an update path. */
export type PathPart =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'positional' }
  | { readonly kind: 'all' }
  | { readonly kind: 'filtered'; readonly id: string };

/**
 * Splits an update path into its components.
 * @throws 56 for an empty component, 52 for a dollar field, 2 for a misplaced `$`
 */
export function parsePath(path: string): PathPart[] {
  if (path === '') throw emptyFieldName('An empty update path is not valid.');
  const names = path.split('.');
  const parts = names.map((name) => parsePart(name, path));
  if (parts[0]?.kind !== 'field') {
    const found = parts[0]?.kind === 'positional' ? "positional (i.e. '$')" : 'array filter identifier';
    throw badValue(`Cannot have ${found} element in the first position in path '${path}'`);
  }
  if (parts.filter((part) => part.kind === 'positional').length > 1) {
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  return parts;
}

function parsePart(name: string, path: string): PathPart {
  if (name === '') {
    throw emptyFieldName(`The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  if (name === '$') return { kind: 'positional' };
  if (name === '$[]') return { kind: 'all' };
  const id = /^\$\[(.+)\]$/.exec(name)?.[1];
  if (id !== undefined) return { kind: 'filtered', id };
  if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
    throw dollarPrefixedFieldName(`The dollar ($) prefixed field '${name}' in '${path}' is not valid for storage.`);
  }
  return { kind: 'field', name };
}

/** The name a component has in conflict messages and in the order of application. */
export function partName(part: PathPart): string {
  if (part.kind === 'field') return part.name;
  if (part.kind === 'positional') return '$';
  return part.kind === 'all' ? '$[]' : `$[${part.id}]`;
}

/** The order in which MongoDB applies modifications: by component, numbers by value. New fields appear in it. */
export function comparePaths(a: readonly PathPart[], b: readonly PathPart[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const left = a[at];
    const right = b[at];
    if (left === undefined || right === undefined) break;
    const order = compareNames(partName(left), partName(right));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  const left = arrayIndex(a);
  const right = arrayIndex(b);
  if (left >= 0 && right >= 0) return left - right;
  return a < b ? -1 : 1;
}

/** Refuses paths with `$` in places that must be plain, as in `$rename`. */
export function refuseDynamic(parts: readonly PathPart[], path: string, role: string): void {
  if (parts.some((part) => part.kind !== 'field')) {
    throw badValue(`The ${role} field for $rename may not be dynamic: ${path}`);
  }
}
