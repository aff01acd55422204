import type { MatchRecord, Predicate, Test } from './context';
import { type LeafArrays, testPath } from './path-test';

/** One condition on a field: usable along a path, or on an array element directly (inside `$elemMatch`). */
export interface Clause {
  onPath(path: string): Predicate;
  onElement: Test;
}

/** A condition some value along the path must meet. */
export function someValue(test: Test, record: MatchRecord, leaf: LeafArrays = 'elements'): Clause {
  return { onPath: (path) => testPath(path, test, leaf, record), onElement: test };
}

/** The opposite of a condition; it never moves the positional index. */
export function not(clause: Clause, record: MatchRecord): Clause {
  return {
    onPath: (path) => notPredicate(clause.onPath(path), record),
    onElement: (value) => !clause.onElement(value),
  };
}

/** The opposite of a predicate; it never moves the positional index. */
export function notPredicate(predicate: Predicate, record: MatchRecord): Predicate {
  return (doc) => {
    const before = record.index;
    const matched = predicate(doc);
    record.index = before;
    return !matched;
  };
}

/** All conditions on the same field. */
export function every(clauses: readonly Clause[]): Clause {
  const [only] = clauses;
  if (only !== undefined && clauses.length === 1) return only;
  const tests = clauses.map((clause) => clause.onElement);
  return {
    onPath: (path) => everyPredicate(clauses.map((clause) => clause.onPath(path))),
    onElement: (value) => tests.every((test) => test(value)),
  };
}

/** All predicates, left to right. */
export function everyPredicate(predicates: readonly Predicate[]): Predicate {
  const [first, second] = predicates;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (predicates.length === 2) return (doc) => first(doc) && second(doc);
  return (doc) => {
    for (const predicate of predicates) if (!predicate(doc)) return false;
    return true;
  };
}

/** At least one predicate. */
export function somePredicate(predicates: readonly Predicate[]): Predicate {
  return (doc) => {
    for (const predicate of predicates) if (predicate(doc)) return true;
    return false;
  };
}
