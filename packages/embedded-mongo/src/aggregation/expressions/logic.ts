import { Int32 } from 'bson';
import { location } from '../../errors';
import { compareValues, docText, isDoc, isNumeric, numberOf, type Value } from '../../values';
import type { Expression, ExpressionEnv, ExpressionOperator } from '../scope';
import { binary, compileArguments, isNullish, listOf, unary } from './arguments';

/** Whether conditions take the value as true: everything but false, null, missing and zero. */
export function holds(value: Value): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || numberOf(value) !== 0;
}

const comparison = (accepts: (order: number) => boolean): ExpressionOperator =>
  binary((left, right, _name, { ctx }) => accepts(compareValues(left, right, ctx.collation)));

const and: ExpressionOperator = (operand, env) => {
  const items = listOf(operand).map(env.compile);
  return (scope) => items.every((item) => holds(item(scope)));
};

const or: ExpressionOperator = (operand, env) => {
  const items = listOf(operand).map(env.compile);
  return (scope) => items.some((item) => holds(item(scope)));
};

const cond: ExpressionOperator = (operand, env, name) => {
  const [test, yes, no] = isDoc(operand) ? namedBranches(operand, env) : compileArguments(operand, env, name, 3);
  return (scope) => (holds(test?.(scope)) ? yes?.(scope) : no?.(scope));
};

function namedBranches(operand: Record<string, Value>, env: ExpressionEnv): Expression[] {
  for (const name of Object.keys(operand)) {
    if (!['if', 'then', 'else'].includes(name)) throw location(17083, `Unrecognized parameter to $cond: ${name}`);
  }
  for (const [at, name] of ['if', 'then', 'else'].entries()) {
    if (operand[name] === undefined) throw location(17080 + at, `Missing '${name}' parameter to $cond`);
  }
  return [operand.if, operand.then, operand.else].map(env.compile);
}

const ifNull: ExpressionOperator = (operand, env) => {
  const items = listOf(operand).map(env.compile);
  if (items.length < 2) throw location(1257300, `$ifNull needs at least two arguments, had: ${items.length}`);
  return (scope) => {
    let value: Value;
    for (const item of items) {
      value = item(scope);
      if (!isNullish(value)) return value;
    }
    return value;
  };
};

const choose: ExpressionOperator = (operand, env) => {
  if (!isDoc(operand)) throw location(40060, '$switch requires an object as an argument');
  for (const name of Object.keys(operand)) {
    if (name !== 'branches' && name !== 'default') throw location(40067, `$switch found an unknown argument: ${name}`);
  }
  const branches = branchesOf(operand.branches, env);
  const fallback = operand.default === undefined ? undefined : env.compile(operand.default);
  return (scope) => {
    for (const { test, outcome } of branches) if (holds(test(scope))) return outcome(scope);
    if (fallback !== undefined) return fallback(scope);
    throw location(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
};

function branchesOf(branches: Value, env: ExpressionEnv): { test: Expression; outcome: Expression }[] {
  if (!Array.isArray(branches)) throw location(40061, "$switch expected an array for 'branches'");
  if (branches.length === 0) throw location(40068, '$switch requires at least one branch.');
  return branches.map((branch) => {
    if (!isDoc(branch)) throw location(40062, '$switch expected each branch to be an object');
    for (const name of Object.keys(branch)) {
      if (name !== 'case' && name !== 'then')
        throw location(40063, `$switch found an unknown argument to a branch: ${name}`);
    }
    if (branch.case === undefined)
      throw location(40064, `$switch requires each branch have a 'case' expression: ${docText(branch)}`);
    if (branch.then === undefined) throw location(40065, "$switch requires each branch have a 'then' expression.");
    return { test: env.compile(branch.case), outcome: env.compile(branch.then) };
  });
}

/** Boolean, comparison and conditional operators. */
export const LOGIC: Record<string, ExpressionOperator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: binary((left, right, _name, { ctx }) => new Int32(Math.sign(compareValues(left, right, ctx.collation)))),
  $and: and,
  $or: or,
  $not: unary((value) => !holds(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: choose,
};
