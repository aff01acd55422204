import { location } from '../../errors';
import { asDoc, hashKey, isDoc, typeName, type Value } from '../../values';
import { compileExpression } from '../expression';
import { type AccumulatorOperator, refuseUnknownArguments } from './accumulator';
import { countOf } from './sorted';

const first: AccumulatorOperator = (operand, ctx) => {
  const expression = compileExpression(operand, ctx);
  return () => {
    let taken = false;
    let value: Value = null;
    return {
      add: (scope) => {
        if (!taken) value = expression(scope) ?? null;
        taken = true;
      },
      result: () => value,
    };
  };
};

const last: AccumulatorOperator = (operand, ctx) => {
  const expression = compileExpression(operand, ctx);
  return () => {
    let value: Value = null;
    return {
      add: (scope) => {
        value = expression(scope) ?? null;
      },
      result: () => value,
    };
  };
};

const push: AccumulatorOperator = (operand, ctx) => {
  const expression = compileExpression(operand, ctx);
  return () => {
    const values: Value[] = [];
    return {
      add: (scope) => {
        const value = expression(scope);
        if (value !== undefined) values.push(value);
      },
      result: () => values,
    };
  };
};

const addToSet: AccumulatorOperator = (operand, ctx) => {
  const expression = compileExpression(operand, ctx);
  return () => {
    const values = new Map<string, Value>();
    return {
      add: (scope) => {
        const value = expression(scope);
        const key = hashKey(value, ctx.collation);
        if (value !== undefined && !values.has(key)) values.set(key, value);
      },
      result: () => [...values.values()],
    };
  };
};

const mergeObjects: AccumulatorOperator = (operand, ctx) => {
  const expression = compileExpression(operand, ctx);
  return () => {
    const merged: Record<string, Value> = {};
    return {
      add: (scope) => {
        const value = expression(scope);
        if (value === undefined || value === null) return;
        const doc = asDoc(value);
        if (doc === undefined)
          throw location(
            40400,
            `$mergeObjects requires object inputs, but input ${typeName(value)} is of type ${typeName(value)}`,
          );
        Object.assign(merged, doc);
      },
      result: () => merged,
    };
  };
};

/** `$firstN`, `$lastN`: input and n; missing counts as null. */
const severalAt =
  (end: 'first' | 'last'): AccumulatorOperator =>
  (operand, ctx, name) => {
    if (!isDoc(operand)) throw location(5787801, `specification must be an object; found ${name}`);
    refuseUnknownArguments(operand, name, ['input', 'n']);
    const input = compileExpression(operand.input, ctx);
    const limit = countOf(operand.n, ctx, name);
    return () => {
      const values: Value[] = [];
      return {
        add: (scope) => {
          if (end === 'first' && values.length >= limit) return;
          values.push(input(scope) ?? null);
          if (values.length > limit) values.shift();
        },
        result: () => [...values],
      };
    };
  };

/** Accumulators that keep values as they are. */
export const PICKING_ACCUMULATORS: Record<string, AccumulatorOperator> = {
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $firstN: severalAt('first'),
  $lastN: severalAt('last'),
};
