import type { CollectionIndex } from '../indexes/collection-index';
import { compileFilter, type QueryContext } from '../query';
import { asDoc, canonicalType, valuesEqual } from '../values';
import { type Condition, readConditions } from './conditions';

const COMPARISONS = new Set(['$gt', '$gte', '$lt', '$lte']);

/** Whether every document that meets the conditions has an entry in the index (sparse and partial ones leave some out). */
export function coversConditions(index: CollectionIndex, conditions: readonly Condition[], ctx: QueryContext): boolean {
  if (index.isSparse && !conditions.some((condition) => isIndexed(index, condition) && excludesMissing(condition))) {
    return false;
  }
  const filter = asDoc(index.spec.partialFilterExpression);
  if (filter === undefined) return true;
  const wanted = readConditions(filter);
  if (wanted.alternatives.length > 0 || Object.keys(filter).some((name) => name.startsWith('$') && name !== '$and')) {
    return false;
  }
  return wanted.conditions.every((part) => conditions.some((condition) => implies(condition, part, ctx)));
}

function isIndexed(index: CollectionIndex, condition: Condition): boolean {
  return index.fields.some((field) => field.path === condition.path);
}

/** Whether a document without the field can never meet the condition. */
function excludesMissing({ operator, operand, together }: Condition): boolean {
  if (together !== undefined) return true;
  if (operator === '$eq' || COMPARISONS.has(operator))
    return canonicalType(operand) > 5 && canonicalType(operand) < 127;
  if (operator === '$in') return Array.isArray(operand) && operand.every((item) => canonicalType(item) > 5);
  if (operator === '$exists') return operand === true;
  if (operator === '$ne') return operand === null;
  return operator === '$regex' || operator === '$type';
}

function implies(condition: Condition, part: Condition, ctx: QueryContext): boolean {
  if (condition.path !== part.path) return false;
  if (condition.operator === part.operator && valuesEqual(condition.operand, part.operand)) return true;
  if (part.operator === '$exists' && part.operand === true) return excludesMissing(condition);
  const matches = matcherOf(part, ctx);
  if (condition.operator === '$eq') return !Array.isArray(condition.operand) && matches(condition.operand);
  if (condition.operator === '$in') {
    return Array.isArray(condition.operand) && condition.operand.every((item) => !Array.isArray(item) && matches(item));
  }
  return isNarrower(condition, part) && matches(condition.operand);
}

/** `{$gt: 5}` implies `{$gt: 3}` and `{$gte: 5}`. */
function isNarrower(condition: Condition, part: Condition): boolean {
  const direction = condition.operator.slice(0, 3);
  return COMPARISONS.has(condition.operator) && COMPARISONS.has(part.operator) && part.operator.startsWith(direction);
}

function matcherOf(part: Condition, ctx: QueryContext): (value: unknown) => boolean {
  const { matches } = compileFilter({ value: { [part.operator]: part.operand } }, ctx);
  return (value) => matches({ value });
}
