import { BSONRegExp } from 'bson';
import { type Doc, field, isDoc, type Value } from '../values';

/** One condition of a filter that an index might answer. */
export interface Condition {
  readonly path: string;
  readonly operator: string;
  readonly operand: Value;
  /** Conditions on one array element: they bind the same index entry. */
  readonly together?: readonly Condition[];
}

/** A filter as the planner sees it: conditions that must all hold, and `$or` lists. */
export interface Conjunction {
  readonly conditions: readonly Condition[];
  readonly alternatives: readonly (readonly Doc[])[];
}

/**
 * Takes a filter apart. What it does not understand it leaves out: the matcher looks at every document again, so a
 * condition left out costs time, never correctness.
 */
export function readConditions(filter: Doc): Conjunction {
  const conditions: Condition[] = [];
  const alternatives: Doc[][] = [];
  for (const name of Object.keys(filter)) {
    const operand = field(filter, name);
    if (name === '$and') readAll(operand, conditions, alternatives);
    else if (name === '$or') readOr(operand, conditions, alternatives);
    else if (!name.startsWith('$')) conditions.push(...readField(name, operand));
  }
  return { conditions, alternatives };
}

function readAll(operand: Value, conditions: Condition[], alternatives: Doc[][]): void {
  for (const part of docsOf(operand)) {
    const inner = readConditions(part);
    conditions.push(...inner.conditions);
    for (const list of inner.alternatives) alternatives.push([...list]);
  }
}

function readOr(operand: Value, conditions: Condition[], alternatives: Doc[][]): void {
  const branches = docsOf(operand);
  if (branches.length === 1) readAll(branches, conditions, alternatives);
  else alternatives.push(branches);
}

function docsOf(operand: Value): Doc[] {
  return Array.isArray(operand) ? operand.filter(isDoc) : [];
}

function readField(path: string, operand: Value): Condition[] {
  if (operand instanceof BSONRegExp) return [{ path, operator: '$regex', operand }];
  if (!isDoc(operand) || !isOperators(operand)) return [{ path, operator: '$eq', operand }];
  return Object.keys(operand).flatMap((operator) => readOperator(path, operator, operand));
}

function isOperators(operand: Doc): boolean {
  const [first = ''] = Object.keys(operand);
  return first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}

function readOperator(path: string, operator: string, operators: Doc): Condition[] {
  const operand = field(operators, operator);
  const read = OPERATORS.get(operator);
  return read === undefined ? [{ path, operator, operand }] : read(path, operand, operators);
}

type ConditionReader = (path: string, operand: Value, operators: Doc) => Condition[];

const OPERATORS = new Map<string, ConditionReader>([
  ['$elemMatch', readElemMatch],
  ['$all', readEvery],
  ['$regex', readRegex],
]);

function readElemMatch(path: string, operand: Value): Condition[] {
  if (!isDoc(operand)) return [];
  if (isOperators(operand) && !['$and', '$or', '$nor'].includes(Object.keys(operand)[0] ?? '')) {
    const together = Object.keys(operand).flatMap((operator) => readOperator(path, operator, operand));
    return [{ path, operator: '$elemMatch', operand, together }];
  }
  return readConditions(operand).conditions.map((inner) => prefixed(path, inner));
}

function prefixed(path: string, condition: Condition): Condition {
  const moved = { ...condition, path: `${path}.${condition.path}` };
  if (condition.together === undefined) return moved;
  return { ...moved, together: condition.together.map((inner) => prefixed(path, inner)) };
}

function readEvery(path: string, operand: Value): Condition[] {
  if (!Array.isArray(operand)) return [];
  return operand.flatMap((item) => {
    if (isDoc(item) && '$elemMatch' in item) return readElemMatch(path, item.$elemMatch);
    return item instanceof BSONRegExp
      ? [{ path, operator: '$regex', operand: item }]
      : [{ path, operator: '$eq', operand: item }];
  });
}

function readRegex(path: string, operand: Value, operators: Doc): Condition[] {
  const options = typeof operators.$options === 'string' ? operators.$options : undefined;
  if (typeof operand === 'string')
    return [{ path, operator: '$regex', operand: new BSONRegExp(operand, options ?? '') }];
  return options === undefined ? [{ path, operator: '$regex', operand }] : [];
}
