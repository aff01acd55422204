import { badValue } from '../../errors';
import type { QueryContext } from '../../query/context';
import { compileSort } from '../../query/sort';
import {
  asDoc,
  compareValues,
  type Doc,
  field,
  integerOf,
  isDoc,
  isNumeric,
  typeName,
  type Value,
  valueText,
} from '../../values';
import type { Change, Target } from '../modification';

type Step = (elements: Value[]) => Value[];

/** `$push`, with `$each`, `$position`, `$sort` and `$slice` applied in that order. */
export function compilePush(operand: Value, _path: string, ctx: QueryContext): Change {
  const { each, steps } =
    isDoc(operand) && operand.$each !== undefined ? readModifiers(operand, ctx) : { each: [operand], steps: [] };
  const insert = isDoc(operand) && operand.$each !== undefined ? inserter(operand.$position, each) : appender(each);
  return (current, target) => steps.reduce((elements, step) => step(elements), insert([...arrayAt(current, target)]));
}

function arrayAt(current: Value, target: Target): readonly Value[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw badValue(
    `The field '${target.path}' must be an array but is of type ${typeName(current)} in document {_id: ${valueText(target.doc._id)}}`,
  );
}

const MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

function readModifiers(operand: Doc, ctx: QueryContext): { each: readonly Value[]; steps: Step[] } {
  for (const name of Object.keys(operand)) {
    if (!MODIFIERS.has(name)) throw badValue(`Unrecognized clause in $push: ${name}`);
  }
  const each = operand.$each;
  if (!Array.isArray(each)) {
    throw badValue(`The argument to $each in $push must be an array but it was of type: ${typeName(each)}`);
  }
  const steps: Step[] = [];
  if (operand.$sort !== undefined) steps.push(sorter(operand.$sort, ctx));
  if (operand.$slice !== undefined) steps.push(slicer(operand.$slice));
  return { each, steps };
}

const appender =
  (each: readonly Value[]): Step =>
  (elements) => {
    elements.push(...each);
    return elements;
  };

function inserter(position: Value, each: readonly Value[]): Step {
  if (position === undefined) return appender(each);
  const at = isNumeric(position) ? integerOf(position) : undefined;
  if (at === undefined) {
    throw badValue(`The value for $position must be an integer value, not of type: ${typeName(position)}`);
  }
  return (elements) => {
    elements.splice(at < 0 ? Math.max(0, elements.length + at) : at, 0, ...each);
    return elements;
  };
}

function slicer(operand: Value): Step {
  const limit = isNumeric(operand) ? integerOf(operand) : undefined;
  if (limit === undefined) {
    throw badValue(`The value for $slice must be an integer value but was given type: ${typeName(operand)}`);
  }
  return (elements) => (limit < 0 ? elements.slice(limit) : elements.slice(0, limit));
}

function sorter(operand: Value, ctx: QueryContext): Step {
  if (isDoc(operand)) {
    if (Object.keys(operand).length === 0)
      throw badValue('The $sort pattern is empty when it should be a set of fields.');
    const compare = compileSort(checkPattern(operand), ctx);
    return (elements) => elements.sort((a, b) => compare(asDoc(a) ?? {}, asDoc(b) ?? {}));
  }
  const direction = integerOf(operand);
  if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1');
  return (elements) => elements.sort((a, b) => direction * compareValues(a, b, ctx.collation));
}

function checkPattern(pattern: Doc): Doc {
  for (const name of Object.keys(pattern)) {
    const direction = integerOf(field(pattern, name));
    if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1');
  }
  return pattern;
}
