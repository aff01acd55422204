import { Double } from 'bson';
import { failedToParse, location, notImplemented } from '../../errors';
import { field, isDoc, type Value } from '../../values';
import { bind, type ExpressionOperator } from '../scope';

const letIn: ExpressionOperator = (operand, env) => {
  if (!isDoc(operand)) throw location(16874, '$let only supports an object as its argument');
  for (const name of Object.keys(operand)) {
    if (name !== 'vars' && name !== 'in') throw location(16875, `Unrecognized parameter to $let: ${name}`);
  }
  const { vars } = operand;
  if (!isDoc(vars)) throw location(16876, "Missing 'vars' parameter to $let");
  if (operand.in === undefined) throw location(16877, "Missing 'in' parameter to $let");
  const names = Object.keys(vars);
  for (const name of names) requireVariableName(name);
  const values = names.map((name) => env.compile(field(vars, name)));
  const body = env.declare(names).compile(operand.in);
  return (scope) => body(names.reduce((inner, name, at) => bind(inner, name, values[at]?.(scope)), scope));
};

/**
 * Makes sure a user's variable may have this name: a lower-case letter first.
 * @throws 9
 */
export function requireVariableName(name: string): void {
  if (name === 'CURRENT') return;
  if (!/^[a-z\u0080-\uffff]/.test(name)) {
    throw failedToParse(`'${name}' starts with an invalid character for a user variable name`);
  }
  const invalid = /[^A-Za-z0-9_\u0080-\uffff]/.exec(name);
  if (invalid !== null) {
    throw failedToParse(`'${name}' contains an invalid character for a variable name: '${invalid[0]}'`);
  }
}

const literal: ExpressionOperator = (operand) => () => operand;

const refused =
  (reason: string): ExpressionOperator =>
  (_operand: Value, _env, name) => {
    throw notImplemented(`${name} ${reason}`);
  };

const random: ExpressionOperator = (operand) => {
  if (!isDoc(operand) || Object.keys(operand).length > 0)
    throw location(3040501, '$rand does not currently accept arguments');
  return () => new Double(Math.random());
};

const sampleRate: ExpressionOperator = (operand, env) => env.compile({ $lt: [{ $rand: {} }, operand] });

/** Variables, literals and what is refused. */
export const VARIABLES: Record<string, ExpressionOperator> = {
  $let: letIn,
  $literal: literal,
  $const: literal,
  $rand: random,
  $sampleRate: sampleRate,
  $function: refused('runs JavaScript, which the embedded server does not'),
  $meta: refused('is not supported by the embedded server'),
};
