import type { QueryContext } from '../query/context';
import type { Doc, Value } from '../values';
import { compileExpression, rootScope } from './expression';

export type { MetadataStage, PipelineEnv } from './environment';
export { leadingMatch } from './leading-match';
export { runPipeline } from './pipeline';

/** Evaluates an expression on a document, once; undefined means missing. */
export function evaluate(expression: Value, doc: Doc, ctx: QueryContext): Value {
  return compileExpression(expression, ctx)(rootScope(doc));
}
