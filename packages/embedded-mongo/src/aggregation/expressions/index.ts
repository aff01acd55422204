import type { ExpressionOperator } from '../scope';

/** Every expression operator by name. */
export const EXPRESSION_OPERATORS: ReadonlyMap<string, ExpressionOperator> = new Map();
