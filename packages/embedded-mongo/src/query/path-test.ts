import { arrayIndex, asDoc, type Doc, field, type Value } from '../values';
import type { MatchRecord, Predicate, Test } from './context';

/** Whether an array at the end of the path is tested element by element and then whole, or only whole. */
export type LeafArrays = 'elements' | 'whole';

/**
 * Whether some value along the path passes the test, by MongoDB's rules: arrays on the way are entered one level, a
 * numeric component may be a position, and the test sees undefined where the field is missing, but not for scalars
 * inside an array: `{'a.b': null}` matches `{a: 5}` and not `{a: [5]}`.
 */
export function testPath(path: string, test: Test, leaf: LeafArrays, record: MatchRecord): Predicate {
  if (!path.includes('.')) return testField(path, test, leaf, record);
  const walk = new PathWalk(path.split('.'), test, leaf, record);
  return (doc) => walk.inDoc(doc, 0);
}

function testField(name: string, test: Test, leaf: LeafArrays, record: MatchRecord): Predicate {
  if (leaf === 'whole') return (doc) => test(field(doc, name));
  return (doc) => {
    const value = field(doc, name);
    return Array.isArray(value) ? testElements(value, test, record) || test(value) : test(value);
  };
}

function testElements(elements: readonly Value[], test: Test, record: MatchRecord): boolean {
  for (let index = 0; index < elements.length; index += 1) {
    if (test(elements[index])) {
      record.index = index;
      return true;
    }
  }
  return false;
}

class PathWalk {
  private readonly positions: readonly number[];

  constructor(
    private readonly parts: readonly string[],
    private readonly test: Test,
    private readonly leaf: LeafArrays,
    private readonly record: MatchRecord,
  ) {
    this.positions = parts.map(arrayIndex);
  }

  inDoc(start: Doc, from: number): boolean {
    let doc = start;
    for (let at = from; at < this.parts.length; at += 1) {
      const value = field(doc, this.parts[at] ?? '');
      if (Array.isArray(value)) return this.inArray(value, at + 1);
      if (at === this.parts.length - 1) return this.test(value);
      const next = asDoc(value);
      if (next === undefined) return this.test(undefined);
      doc = next;
    }
    return false;
  }

  private inArray(elements: readonly Value[], at: number): boolean {
    if (at === this.parts.length) {
      return (this.leaf === 'elements' && testElements(elements, this.test, this.record)) || this.test(elements);
    }
    for (let index = 0; index < elements.length; index += 1) {
      if (this.inElement(elements[index], index, at)) {
        this.record.index = index;
        return true;
      }
    }
    return false;
  }

  private inElement(element: Value, index: number, at: number): boolean {
    const doc = asDoc(element);
    if (doc !== undefined && this.inDoc(doc, at)) return true;
    return this.positions[at] === index && this.beyondPosition(element, at + 1);
  }

  private beyondPosition(element: Value, at: number): boolean {
    if (at === this.parts.length) return this.test(element);
    if (Array.isArray(element)) return this.inArray(element, at);
    const doc = asDoc(element);
    return doc !== undefined && this.inDoc(doc, at);
  }
}
