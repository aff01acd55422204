import { badValue, pathNotViable } from '../errors';
import { arrayIndex, asDoc, type Doc, field, fieldText, setField, type Value } from '../values';
import type { ElementFilters } from './array-filters';
import { type Modification, REMOVED, UNCHANGED } from './modification';
import type { PathPart } from './path';

const MAX_PADDING = 1_500_000;

/** What is known while modifications are applied to one document. */
interface Application {
  /** The fresh copy that is changed in place. */
  readonly doc: Doc;
  readonly positional: number | undefined;
  readonly filters: ElementFilters;
}

/** Applies one modification to the copy, in place. */
export function applyModification(modification: Modification, application: Application): void {
  if (modification.source !== undefined) applyRename(modification, application);
  else new Walk(modification, application).inContainer(application.doc, 0, '');
}

/** Moves a value: missing at the source, nothing happens; arrays on either path are refused. */
function applyRename(modification: Modification, application: Application): void {
  const { source } = modification;
  if (source === undefined) return;
  const value = valueAt(application.doc, source.parts);
  if (value === undefined) return;
  refuseArrays(application.doc, modification.parts, 'destination');
  const set: Modification = { ...modification, change: () => value };
  new Walk(set, application).inContainer(application.doc, 0, '');
  const unset: Modification = { ...modification, ...source, change: () => REMOVED, creates: false };
  new Walk(unset, application).inContainer(application.doc, 0, '');
}

function valueAt(doc: Doc, parts: readonly PathPart[]): Value {
  refuseArrays(doc, parts, 'source');
  let value: Value = doc;
  for (const part of parts) {
    const inner = asDoc(value);
    if (inner === undefined || part.kind !== 'field') return undefined;
    value = field(inner, part.name);
  }
  return value;
}

function refuseArrays(doc: Doc, parts: readonly PathPart[], role: string): void {
  let value: Value = doc;
  for (const part of parts.slice(0, -1)) {
    const inner = asDoc(value);
    if (inner === undefined || part.kind !== 'field') return;
    value = field(inner, part.name);
    if (Array.isArray(value)) {
      throw badValue(
        `The ${role} field cannot be an array element, '${parts.map((each) => (each.kind === 'field' ? each.name : '$')).join('.')}' in doc with ${fieldText('_id', doc._id)} has an array field called '${part.name}'`,
      );
    }
  }
}

class Walk {
  constructor(
    private readonly modification: Modification,
    private readonly application: Application,
  ) {}

  /** `container` is a document or array of the copy; `at` the path component to resolve in it. */
  inContainer(container: Doc | Value[], at: number, name: string): void {
    const part = this.modification.parts[at];
    if (part === undefined) return;
    if (part.kind === 'all') this.inElements(container, at, name, () => true);
    else if (part.kind === 'filtered') {
      this.inElements(container, at, name, this.application.filters.get(part.id) ?? (() => false));
    } else if (Array.isArray(container)) this.inArray(container, at, name, this.componentName(part));
    else this.inDoc(container, at, this.componentName(part));
  }

  private componentName(part: PathPart): string {
    if (part.kind === 'field') return part.name;
    if (this.application.positional === undefined) {
      throw badValue('The positional operator did not find the match needed from the query.');
    }
    return String(this.application.positional);
  }

  private inElements(container: Doc | Value[], at: number, name: string, selects: (element: Value) => boolean): void {
    if (!Array.isArray(container)) {
      throw badValue(`Cannot apply array updates to non-array element ${fieldText(name, container)}`);
    }
    for (let index = 0; index < container.length; index += 1) {
      if (selects(container[index])) this.inSlot(container, index, at);
    }
  }

  private inArray(container: Value[], at: number, name: string, component: string): void {
    const index = arrayIndex(component);
    if (index >= 0) {
      if (index < container.length || this.modification.creates) this.inSlot(container, index, at);
    } else if (this.modification.creates) {
      throw pathNotViable(`Cannot create field '${component}' in element {${fieldText(name, container)}}`);
    }
  }

  private inSlot(container: Value[], index: number, at: number): void {
    const isLast = at === this.modification.parts.length - 1;
    const next = this.next(container[index], at, String(index), isLast);
    if (next === UNCHANGED) return;
    padTo(container, index);
    container[index] = next === REMOVED ? null : next;
  }

  private inDoc(container: Doc, at: number, component: string): void {
    const isLast = at === this.modification.parts.length - 1;
    const next = this.next(field(container, component), at, component, isLast);
    if (next === REMOVED) delete container[component];
    else if (next !== UNCHANGED) setField(container, component, next);
  }

  /** The new value of a slot, after the change or after descending into what it holds. */
  private next(value: Value, at: number, name: string, isLast: boolean): Value {
    const { path, change, creates } = this.modification;
    if (isLast) {
      if (value === undefined && !creates) return UNCHANGED;
      return change(value, { name, path, doc: this.application.doc });
    }
    if (value === undefined) return creates ? this.create(at + 1) : this.refuseMissing(at + 1);
    const container = Array.isArray(value) ? value : asDoc(value);
    if (container === undefined) return this.blocked(value, at + 1, name);
    this.inContainer(container, at + 1, name);
    return UNCHANGED;
  }

  /** Builds the documents that a missing parent calls for. */
  private create(at: number): Value {
    this.refuseMissing(at);
    const made: Doc = {};
    this.inContainer(made, at, '');
    return Object.keys(made).length === 0 ? UNCHANGED : made;
  }

  private refuseMissing(at: number): typeof UNCHANGED {
    const part = this.modification.parts[at];
    if (part?.kind === 'all' || part?.kind === 'filtered') {
      const path = this.modification.path.split('.').slice(0, at).join('.');
      throw badValue(`The path '${path}' must exist in the document in order to apply array updates.`);
    }
    return UNCHANGED;
  }

  private blocked(value: Value, at: number, name: string): typeof UNCHANGED {
    const part = this.modification.parts[at];
    if (part?.kind === 'all' || part?.kind === 'filtered') {
      throw badValue(`Cannot apply array updates to non-array element ${fieldText(name, value)}`);
    }
    if (!this.modification.creates || part === undefined) return UNCHANGED;
    throw pathNotViable(`Cannot create field '${this.componentName(part)}' in element {${fieldText(name, value)}}`);
  }
}

function padTo(elements: Value[], index: number): void {
  if (index - elements.length > MAX_PADDING) throw badValue(`can't backfill more than ${MAX_PADDING} nulls`);
  while (elements.length < index) elements.push(null);
}
