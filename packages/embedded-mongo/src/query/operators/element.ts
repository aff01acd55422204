import { badValue, failedToParse } from '../../errors';
import { integerOf, isNumeric, numberOf, TYPE_NUMBERS, typeNumber, type Value } from '../../values';
import { type Clause, not, someValue } from '../clause';
import type { FilterEnv } from '../filter-env';

const KNOWN_TYPES = new Set(Object.values(TYPE_NUMBERS));
const NUMBER_TYPES = [1, 16, 18, 19];

/** `$exists`: any truthy operand asks for presence. */
export function exists(operand: Value, env: FilterEnv): Clause {
  const present = someValue((value) => value !== undefined, env.record, 'whole');
  return isTruthy(operand) ? present : not(present, env.record);
}

function isTruthy(value: Value): boolean {
  if (value === null || value === undefined || value === false) return false;
  return !isNumeric(value) || numberOf(value) !== 0;
}

/** `$type`: one type or a list of types, by alias or number; `number` stands for all four numeric types. */
export function type(operand: Value, env: FilterEnv): Clause {
  const types = typeSet(operand);
  return someValue((value) => value !== undefined && types.has(typeNumber(value)), env.record);
}

/** The type numbers an operand of `$type` names. */
export function typeSet(operand: Value): Set<number> {
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw failedToParse('$type must match at least one type');
  return new Set(list.flatMap(typesNamed));
}

function typesNamed(name: Value): number[] {
  if (name === 'number') return NUMBER_TYPES;
  if (typeof name === 'string') {
    const number = Object.hasOwn(TYPE_NUMBERS, name) ? TYPE_NUMBERS[name] : undefined;
    if (number === undefined) throw badValue(`Unknown type name alias: ${name}`);
    return [number];
  }
  const number = integerOf(name);
  if (!isNumeric(name)) throw failedToParse('type must be represented as a number or a string');
  if (number === undefined || !KNOWN_TYPES.has(number))
    throw badValue(`Invalid numerical type code: ${numberOf(name)}`);
  return [number];
}
