import { failedToParse, location } from '../../errors';
import { type Doc, docText, isDoc, type Value } from '../../values';
import type { Expression, ExpressionEnv, ExpressionOperator } from '../scope';

/** The operand as a list of expressions; one that is no array is a list of one. */
export function listOf(operand: Value): readonly Value[] {
  return Array.isArray(operand) ? operand : [operand];
}

/**
 * Compiles a list of arguments and checks how many there are.
 * @throws 16020 or 28667
 */
export function compileArguments(
  operand: Value,
  env: ExpressionEnv,
  name: string,
  least: number,
  most = least,
): Expression[] {
  const list = listOf(operand);
  if (list.length >= least && list.length <= most) return list.map(env.compile);
  if (least === most) {
    throw location(16020, `Expression ${name} takes exactly ${least} arguments. ${list.length} were passed in.`);
  }
  throw location(
    28667,
    `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${list.length} were passed in.`,
  );
}

/** An operator of one argument. */
export const unary =
  (apply: (value: Value, name: string) => Value): ExpressionOperator =>
  (operand, env, name) => {
    const [argument] = compileArguments(operand, env, name, 1);
    return (scope) => apply(argument?.(scope), name);
  };

/** An operator of one argument that is null for null and missing. */
export const unaryOrNull = (apply: (value: Value, name: string) => Value): ExpressionOperator =>
  unary((value, name) => (value === null || value === undefined ? null : apply(value, name)));

/** An operator of two arguments. */
export const binary =
  (apply: (left: Value, right: Value, name: string, env: ExpressionEnv) => Value): ExpressionOperator =>
  (operand, env, name) => {
    const [left, right] = compileArguments(operand, env, name, 2);
    return (scope) => apply(left?.(scope), right?.(scope), name, env);
  };

/** An operator of two arguments that is null when either is null or missing. */
export const binaryOrNull = (apply: (left: Value, right: Value, name: string) => Value): ExpressionOperator =>
  binary((left, right, name) => (isNullish(left) || isNullish(right) ? null : apply(left, right, name)));

/** An operator of any number of arguments. */
export const variadic =
  (apply: (values: Value[], name: string, env: ExpressionEnv) => Value): ExpressionOperator =>
  (operand, env, name) => {
    const items = listOf(operand).map(env.compile);
    return (scope) =>
      apply(
        items.map((item) => item(scope)),
        name,
        env,
      );
  };

/** An operator whose number of arguments may vary between bounds. */
export const ranged =
  (
    least: number,
    most: number,
    apply: (values: Value[], name: string, env: ExpressionEnv) => Value,
  ): ExpressionOperator =>
  (operand, env, name) => {
    const items = compileArguments(operand, env, name, least, most);
    return (scope) =>
      apply(
        items.map((item) => item(scope)),
        name,
        env,
      );
  };

/** Whether the value is null or missing. */
export function isNullish(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

/** Named arguments, compiled; optional ones may be undefined. */
type NamedArguments = Readonly<Record<string, Expression | undefined>>;

/**
 * Compiles named arguments such as `{input, find, replacement}`.
 * @throws 9 for an argument that is unknown or missing
 */
export function compileNamed(
  operand: Value,
  env: ExpressionEnv,
  name: string,
  required: readonly string[],
  optional: readonly string[] = [],
): NamedArguments {
  const doc = namedDoc(operand, name, required, optional);
  const compiled: Record<string, Expression> = {};
  for (const argument of Object.keys(doc)) compiled[argument] = env.compile(doc[argument]);
  return compiled;
}

/** Checks the names of an operator's named arguments; they stay uncompiled. */
export function namedDoc(
  operand: Value,
  name: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc {
  if (!isDoc(operand)) throw failedToParse(`${name} only supports an object as its argument`);
  for (const argument of Object.keys(operand)) {
    if (!required.includes(argument) && !optional.includes(argument)) {
      throw failedToParse(`${name} found an unknown argument: ${argument}`);
    }
  }
  for (const argument of required) {
    if (operand[argument] === undefined) {
      throw failedToParse(`Missing '${argument}' parameter to ${name}: ${docText(operand)}`);
    }
  }
  return operand;
}

/** An operator with named arguments, given evaluated. */
export const named =
  (
    required: readonly string[],
    optional: readonly string[],
    apply: (values: Readonly<Record<string, Value>>, name: string, env: ExpressionEnv) => Value,
  ): ExpressionOperator =>
  (operand, env, name) => {
    const compiled = Object.entries(compileNamed(operand, env, name, required, optional));
    return (scope) => {
      const values: Record<string, Value> = {};
      for (const [argument, expression] of compiled) values[argument] = expression?.(scope);
      return apply(values, name, env);
    };
  };
