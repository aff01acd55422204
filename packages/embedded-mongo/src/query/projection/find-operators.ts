import { badValue, location } from '../../errors';
import {
  asDoc,
  type Doc,
  field,
  integerOf,
  isDoc,
  isNumeric,
  numberOf,
  setField,
  shallowCopy,
  type Value,
} from '../../values';
import type { Matcher, QueryContext } from '../context';
import { filterEnv } from '../filter';
import { elementTest } from '../operators/array';

/** Rewrites a projected document; `source` is the document as stored. */
type Rewrite = (projected: Doc, source: Doc) => void;

/** What only `find` projections know: `$slice`, `$elemMatch` and the positional `a.$`. */
export interface FindOperators {
  readonly rewrites: Rewrite[];
  /** Paths an inclusion must keep for the rewrites. */
  readonly kept: string[];
  /** Whether one of them makes the projection an inclusion. */
  hasInclusion: boolean;
}

/** Takes a projection's field when it is one of find's own operators. */
export function takeFindOperator(
  found: FindOperators,
  path: string,
  value: Value,
  ctx: QueryContext,
  matcher: Matcher | undefined,
): boolean {
  if (path.endsWith('.$')) return takePositional(found, path.slice(0, -2), matcher);
  if (path.includes('.$.')) {
    throw location(
      31394,
      `As of 4.4, it's illegal to specify positional operator in the middle of a path. Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.`,
    );
  }
  if (!isDoc(value) || Object.keys(value).length !== 1) return false;
  if (value.$elemMatch !== undefined) return takeElemMatch(found, path, value.$elemMatch, ctx);
  return isFindSlice(value.$slice) && takeSlice(found, path, value.$slice);
}

function takePositional(found: FindOperators, path: string, matcher: Matcher | undefined): boolean {
  if (found.rewrites.some((rewrite) => rewrite.name === 'positional')) {
    throw location(31276, 'Cannot specify more than one positional projection per query.');
  }
  if (matcher === undefined) throw location(51050, 'Projections with a positional operator require a matcher');
  const parts = path.split('.');
  found.kept.push(path);
  found.hasInclusion = true;
  found.rewrites.push(function positional(projected, source) {
    const index = matcher.positional(source);
    rewriteArray(projected, parts, (elements) => {
      if (index === undefined || index >= elements.length) {
        throw location(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      }
      return [elements[index]];
    });
  });
  return true;
}

function takeElemMatch(found: FindOperators, path: string, operand: Value, ctx: QueryContext): boolean {
  if (path.includes('.')) throw location(31275, 'Cannot use $elemMatch projection on a nested field');
  if (!isDoc(operand)) throw location(31274, `elemMatch: Invalid argument, object required, but got ${typeof operand}`);
  const test = elementTest(operand, filterEnv(ctx));
  found.hasInclusion = true;
  found.rewrites.push((projected, source) => {
    const value = field(source, path);
    const element = Array.isArray(value) ? value.find(test) : undefined;
    if (element === undefined) delete projected[path];
    else setField(projected, path, [element]);
  });
  return true;
}

function isFindSlice(operand: Value): boolean {
  if (isNumeric(operand)) return true;
  return Array.isArray(operand) && operand.length === 2 && operand.every(isNumeric);
}

function takeSlice(found: FindOperators, path: string, operand: Value): boolean {
  const [skip, limit] = Array.isArray(operand) ? operand.map(numberOf) : [undefined, integerOf(operand)];
  if (skip !== undefined && (limit === undefined || limit <= 0)) {
    throw location(28724, `First argument to $slice must be an array, but is of type: int`);
  }
  if (limit === undefined) throw badValue('$slice only supports numbers and [skip, limit] arrays');
  const parts = path.split('.');
  found.kept.push(path);
  found.rewrites.push((projected) => rewriteArray(projected, parts, (elements) => slice(elements, skip, limit)));
  return true;
}

function slice(elements: readonly Value[], skip: number | undefined, limit: number): Value[] {
  if (skip === undefined) return limit < 0 ? elements.slice(limit) : elements.slice(0, limit);
  const from = skip < 0 ? Math.max(0, elements.length + skip) : skip;
  return elements.slice(from, from + limit);
}

function rewriteArray(target: Doc, parts: readonly string[], rewrite: (elements: readonly Value[]) => Value[]): void {
  const [name = '', ...rest] = parts;
  const value = field(target, name);
  if (Array.isArray(value)) {
    setField(
      target,
      name,
      rest.length === 0 || hasNoArrayBelow(value, rest) ? rewrite(value) : rewriteInside(value, rest, rewrite),
    );
    return;
  }
  const doc = asDoc(value);
  if (doc === undefined || rest.length === 0) return;
  const copy = shallowCopy(doc);
  rewriteArray(copy, rest, rewrite);
  setField(target, name, copy);
}

function hasNoArrayBelow(elements: readonly Value[], parts: readonly string[]): boolean {
  return !elements.some((element) => {
    const doc = asDoc(element);
    return doc !== undefined && Array.isArray(field(doc, parts[0] ?? ''));
  });
}

function rewriteInside(
  elements: readonly Value[],
  parts: readonly string[],
  rewrite: (elements: readonly Value[]) => Value[],
): Value[] {
  return elements.map((element) => {
    const doc = asDoc(element);
    if (doc === undefined) return element;
    const copy = shallowCopy(doc);
    rewriteArray(copy, parts, rewrite);
    return copy;
  });
}
