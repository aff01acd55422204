import { failedToParse, invalidPipelineOperator, location } from '../errors';
import type { QueryContext } from '../query/context';
import { asDoc, type Doc, docText, field, isDoc, isNumeric, numberOf, setField, type Value } from '../values';
import { EXPRESSION_OPERATORS } from './expressions';
import type { Expression, ExpressionEnv, Frame, Scope } from './scope';

export type { Expression, Scope } from './scope';

/** The scope in which a document's expressions start: `$$ROOT` and `$$CURRENT` are the document. */
export function rootScope(doc: Value): Scope {
  return { root: doc, frame: undefined };
}

/** Whether conditions take the value as true: everything but false, null, missing and zero. */
export function isTruthy(value: Value): boolean {
  if (value === true) return true;
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || numberOf(value) !== 0;
}

/**
 * Compiles an aggregation expression; `undefined` as a result means missing.
 * @throws 168 for an unknown operator, 17276 for an unknown variable, 16020 and others for wrong arguments
 */
export function compileExpression(expression: Value, ctx: QueryContext, names: readonly string[] = []): Expression {
  return makeEnv(ctx, new Set(names)).compile(expression);
}

function makeEnv(ctx: QueryContext, names: ReadonlySet<string>): ExpressionEnv {
  const env: ExpressionEnv = {
    ctx,
    names,
    compile: (expression) => compile(expression, env),
    declare: (added) => makeEnv(ctx, new Set([...names, ...added])),
  };
  return env;
}

function compile(expression: Value, env: ExpressionEnv): Expression {
  if (typeof expression === 'string') return compileString(expression, env);
  if (Array.isArray(expression)) return compileArray(expression, env);
  return isDoc(expression) ? compileObject(expression, env) : () => expression;
}

function compileArray(expressions: readonly Value[], env: ExpressionEnv): Expression {
  const items = expressions.map(env.compile);
  return (scope) => items.map((item) => item(scope) ?? null);
}

function compileObject(expression: Doc, env: ExpressionEnv): Expression {
  const names = Object.keys(expression);
  const [first = ''] = names;
  if (first.startsWith('$')) {
    if (names.length === 1) return compileOperator(first, field(expression, first), env);
    throw location(15983, `an object representing an expression must have exactly one field: ${docText(expression)}`);
  }
  const fields = names.map((name): [string, Expression] => {
    if (name.includes('.'))
      throw location(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    if (name.startsWith('$'))
      throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    return [name, env.compile(field(expression, name))];
  });
  return (scope) => buildObject(fields, scope);
}

function buildObject(fields: readonly [string, Expression][], scope: Scope): Doc {
  const result: Doc = {};
  for (const [name, expression] of fields) {
    const value = expression(scope);
    if (value !== undefined) setField(result, name, value);
  }
  return result;
}

function compileOperator(name: string, operand: Value, env: ExpressionEnv): Expression {
  const operator = EXPRESSION_OPERATORS.get(name);
  if (operator === undefined) throw invalidPipelineOperator(`Unrecognized expression '${name}'`);
  return operator(operand, env, name);
}

function compileString(text: string, env: ExpressionEnv): Expression {
  if (text.startsWith('$$')) return compileVariable(text.slice(2), env);
  return text.startsWith('$') ? compileFieldPath(text.slice(1)) : () => text;
}

function compileFieldPath(path: string): Expression {
  const parts = checkedParts(path);
  const [only = ''] = parts;
  if (parts.length === 1) {
    return ({ root }) => {
      const doc = asDoc(root);
      return doc === undefined ? undefined : field(doc, only);
    };
  }
  return ({ root }) => reach(root, parts, 0);
}

function checkedParts(path: string): string[] {
  if (path === '') throw location(16872, "'$' by itself is not a valid FieldPath");
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') throw location(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$')) {
      throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    }
  }
  return parts;
}

/** Follows a path as expressions do: arrays on the way are mapped, elements without the field left out. */
function reach(value: Value, parts: readonly string[], at: number): Value {
  const name = parts[at];
  if (name === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((element) => reach(element, parts, at)).filter((found) => found !== undefined);
  }
  const doc = asDoc(value);
  return doc === undefined ? undefined : reach(field(doc, name), parts, at + 1);
}

const SYSTEM_VARIABLES: Record<string, (env: ExpressionEnv) => Expression> = {
  ROOT: () => (scope) => scope.root,
  CURRENT: () => (scope) => scope.root,
  NOW: (env) => () => env.ctx.now,
  REMOVE: () => () => undefined,
  DESCEND: () => () => '$$DESCEND',
  PRUNE: () => () => '$$PRUNE',
  KEEP: () => () => '$$KEEP',
};

function compileVariable(text: string, env: ExpressionEnv): Expression {
  const [name = '', ...rest] = text.split('.');
  const read = variableReader(name, env);
  return rest.length === 0 ? read : (scope) => reach(read(scope), rest, 0);
}

function variableReader(name: string, env: ExpressionEnv): Expression {
  if (name === '') throw failedToParse('empty variable names are not allowed');
  if (env.names.has(name)) return (scope) => find(scope.frame, name);
  const system = Object.hasOwn(SYSTEM_VARIABLES, name) ? SYSTEM_VARIABLES[name] : undefined;
  if (system !== undefined) return system(env);
  const { variables } = env.ctx;
  if (!(name in variables) || name in Object.prototype) throw location(17276, `Use of undefined variable: ${name}`);
  return () => variables[name];
}

function find(start: Frame | undefined, name: string): Value {
  for (let frame = start; frame !== undefined; frame = frame.parent) if (frame.name === name) return frame.value;
  return undefined;
}
