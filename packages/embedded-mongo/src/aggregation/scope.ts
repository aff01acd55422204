import type { QueryContext } from '../query/context';
import type { Value } from '../values';

/** One variable, bound by `$let`, `$map` and the like. */
export interface Frame {
  readonly name: string;
  readonly value: Value;
  readonly parent: Frame | undefined;
}

/** What an expression is evaluated in. */
export interface Scope {
  /** The document that field paths start from. */
  readonly root: Value;
  readonly frame: Frame | undefined;
}

/** A compiled expression; undefined means missing. */
export type Expression = (scope: Scope) => Value;

/** What expressions are compiled with. */
export interface ExpressionEnv {
  readonly ctx: QueryContext;
  /** Names bound by enclosing expressions. */
  readonly names: ReadonlySet<string>;
  /** Compiles a sub-expression. */
  compile(expression: Value): Expression;
  /** The same with more names bound. */
  declare(names: readonly string[]): ExpressionEnv;
}

/** Compiles one operator with its operand. */
export type ExpressionOperator = (operand: Value, env: ExpressionEnv, name: string) => Expression;

/** The scope with one more variable. */
export function bind(scope: Scope, name: string, value: Value): Scope {
  return { root: scope.root, frame: { name, value, parent: scope.frame } };
}
