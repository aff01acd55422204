import { type Expression, rootScope, type Scope } from '../../aggregation/expression';
import { asDoc, type Doc, field, setField, type Value } from '../../values';

/** What a projection does at one level of a document. */
export interface ProjectionNode {
  /** Fields kept (or, in an exclusion, dropped) whole. */
  readonly leaves: Set<string>;
  readonly children: Map<string, ProjectionNode>;
  /** Computed fields, in the order written. */
  readonly computed: Map<string, Expression>;
  /** Names under which something is computed, at this level or below, in the order written. */
  readonly order: Set<string>;
}

/** A node that does nothing yet. */
export function emptyNode(): ProjectionNode {
  return { leaves: new Set(), children: new Map(), computed: new Map(), order: new Set() };
}

/** The document with only the node's fields, in the document's order, then the computed ones. */
export function includeFields(node: ProjectionNode, doc: Doc): Doc {
  return computeFields(node, keepFields(node, doc), rootScope(doc));
}

function keepFields(node: ProjectionNode, doc: Doc): Doc {
  const kept: Doc = {};
  for (const name of Object.keys(doc)) {
    const value = field(doc, name);
    if (node.leaves.has(name)) setField(kept, name, value);
    else {
      const child = node.children.get(name);
      const part = child === undefined ? undefined : keepValue(child, value);
      if (part !== undefined) setField(kept, name, part);
    }
  }
  return kept;
}

function keepValue(node: ProjectionNode, value: Value): Value {
  if (Array.isArray(value)) return value.map((element) => keepValue(node, element)).filter(isPresent);
  const doc = asDoc(value);
  return doc === undefined ? undefined : keepFields(node, doc);
}

function isPresent(value: Value): boolean {
  return value !== undefined;
}

/** The document without the node's fields. */
export function excludeFields(node: ProjectionNode, doc: Doc): Doc {
  const kept: Doc = {};
  for (const name of Object.keys(doc)) {
    if (node.leaves.has(name)) continue;
    const child = node.children.get(name);
    const value = field(doc, name);
    setField(kept, name, child === undefined ? value : excludeValue(child, value));
  }
  return kept;
}

function excludeValue(node: ProjectionNode, value: Value): Value {
  if (Array.isArray(value)) return value.map((element) => excludeValue(node, element));
  const doc = asDoc(value);
  return doc === undefined ? value : excludeFields(node, doc);
}

/** Writes the computed fields into `target`, which must be a fresh copy at this level; returns it. */
export function computeFields(node: ProjectionNode, target: Doc, scope: Scope): Doc {
  for (const name of node.order) {
    const expression = node.computed.get(name);
    const child = node.children.get(name);
    if (expression !== undefined) assign(target, name, expression(scope));
    else if (child !== undefined) setField(target, name, computeInto(child, field(target, name), scope));
  }
  return target;
}

function assign(target: Doc, name: string, value: Value): void {
  if (value === undefined) delete target[name];
  else setField(target, name, value);
}

function computeInto(node: ProjectionNode, value: Value, scope: Scope): Value {
  if (Array.isArray(value)) return value.map((element) => computeInto(node, element, scope));
  const copy: Doc = {};
  const doc = asDoc(value) ?? {};
  for (const name of Object.keys(doc)) setField(copy, name, field(doc, name));
  return computeFields(node, copy, scope);
}
