import { failedToParse, location } from '../../errors';
import { integerOf, isDoc, isNumeric, numberOf, type Value } from '../../values';
import { addUnits, unitNamed } from '../dates/units';
import type { Partition } from './partition';

/** The first and last position of the window around a position; empty when first > last. */
type Window = (partition: Partition, at: number) => readonly [first: number, last: number];

type End = number | 'current' | 'unbounded';

/**
 * Compiles `window`: `{documents: [-1, 0]}`, `{range: [-10, 0], unit: 'day'}`; without it, the whole partition.
 * @throws 9 for bounds that cannot be read
 */
export function compileWindow(spec: Value): Window {
  if (spec === undefined) return ({ docs }) => [0, docs.length - 1];
  if (!isDoc(spec)) throw failedToParse("'window' field must be an object");
  for (const name of Object.keys(spec)) {
    if (!['documents', 'range', 'unit'].includes(name))
      throw failedToParse(`'window' field can only contain 'documents', 'range' and 'unit', found ${name}`);
  }
  if (spec.documents !== undefined) return documentWindow(readBounds(spec.documents));
  if (spec.range === undefined) return ({ docs }) => [0, docs.length - 1];
  return rangeWindow(readBounds(spec.range), spec.unit);
}

function readBounds(bounds: Value): [End, End] {
  if (!Array.isArray(bounds) || bounds.length !== 2) {
    throw location(5339901, 'Window bounds must be a 2-element array');
  }
  return [readEnd(bounds[0]), readEnd(bounds[1])];
}

function readEnd(value: Value): End {
  if (value === 'current' || value === 'unbounded') return value;
  if (isNumeric(value)) return numberOf(value);
  throw failedToParse("Window bounds must be 'unbounded', 'current', or a number.");
}

function documentWindow([low, high]: [End, End]): Window {
  for (const end of [low, high]) {
    if (typeof end === 'number' && integerOf(end) === undefined)
      throw failedToParse('Numeric document-based bounds must be an integer');
  }
  return ({ docs }, at) => [
    low === 'unbounded' ? 0 : Math.max(0, at + offset(low)),
    high === 'unbounded' ? docs.length - 1 : Math.min(docs.length - 1, at + offset(high)),
  ];
}

function offset(end: number | 'current'): number {
  return end === 'current' ? 0 : end;
}

function rangeWindow([low, high]: [End, End], unit: Value): Window {
  const shift = shifter(unit);
  return ({ sortValues, docs }, at) => {
    const current = sortValues[at];
    const from = low === 'unbounded' ? -Infinity : shift(current, offset(low));
    const to = high === 'unbounded' ? Infinity : shift(current, offset(high));
    const inside = (position: number) => {
      const value = shift(sortValues[position], 0);
      return value >= from && value <= to;
    };
    let first = at;
    let last = at;
    while (first > 0 && inside(first - 1)) first -= 1;
    while (last < docs.length - 1 && inside(last + 1)) last += 1;
    while (first <= last && !inside(first)) first += 1;
    while (last >= first && !inside(last)) last -= 1;
    return [first, last];
  };
}

function shifter(unit: Value): (value: Value, amount: number) => number {
  if (unit === undefined) {
    return (value, amount) => {
      if (!isNumeric(value)) throw location(5429414, 'Invalid range: Expected the sortBy field to be a number');
      return numberOf(value) + amount;
    };
  }
  if (typeof unit !== 'string') throw failedToParse("'unit' must be a string");
  const named = unitNamed(unit);
  return (value, amount) => {
    if (!(value instanceof Date)) throw location(5429513, 'Invalid range: Expected the sortBy field to be a Date');
    return addUnits(value, named, amount, 'UTC').getTime();
  };
}
