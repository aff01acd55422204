import { asDoc, type Doc, field, type Value } from './document';

const ARRAY_INDEX = /^(?:0|[1-9]\d*)$/;

/** The array position a path component stands for, or -1. */
export function arrayIndex(component: string): number {
  return ARRAY_INDEX.test(component) ? Number(component) : -1;
}

/**
 * Every value a dotted path reaches, as index keys and sort keys are made from them:
 * - arrays on the way are entered: each element that is a document continues the path, any other element counts as one
 *   where the field is missing; a numeric component picks that element instead, unless an element has such a field;
 * - an array at the end gives its elements (one level), and an empty array gives `[]` itself, which sorts below null;
 * - where the field is missing, `undefined` stands for it: `[undefined]` means the document has no such field.
 * The result is never empty. An index maps undefined to null; it is sparse-skipped when all are undefined.
 */
export function getPath(doc: Doc, path: string): Value[] {
  const reached: Value[] = [];
  if (path.includes('.')) collect(doc, path.split('.'), 0, reached);
  else pushExpanded(field(doc, path), reached);
  return reached;
}

/** {@link getPath} for a path that is split already. */
export function getPathParts(doc: Doc, parts: readonly string[]): Value[] {
  const reached: Value[] = [];
  collect(doc, parts, 0, reached);
  return reached;
}

function collect(value: Value, parts: readonly string[], at: number, reached: Value[]): void {
  const name = parts[at];
  if (name === undefined) pushExpanded(value, reached);
  else if (Array.isArray(value)) collectElements(value, parts, at, reached);
  else {
    const doc = asDoc(value);
    if (doc === undefined) reached.push(undefined);
    else collect(field(doc, name), parts, at + 1, reached);
  }
}

function collectElements(elements: Value[], parts: readonly string[], at: number, reached: Value[]): void {
  const name = parts[at] ?? '';
  const index = arrayIndex(name);
  if (index >= 0 && !elements.some((element) => hasField(element, name))) {
    collect(elements[index], parts, at + 1, reached);
    return;
  }
  if (elements.length === 0) reached.push(undefined);
  for (const element of elements) {
    if (Array.isArray(element)) reached.push(undefined);
    else collect(element, parts, at, reached);
  }
}

function hasField(value: Value, name: string): boolean {
  const doc = asDoc(value);
  return doc !== undefined && Object.hasOwn(doc, name);
}

function pushExpanded(value: Value, reached: Value[]): void {
  if (Array.isArray(value) && value.length > 0) for (const element of value) reached.push(element);
  else reached.push(value);
}
