import { invalidOptions } from '../errors';
import type { QueryContext } from '../query/context';
import { cloneDoc, type Doc } from '../values';
import { compilePipeline } from './pipeline';

const ALLOWED = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

/**
 * Compiles an update pipeline.
 * @throws 72 for a stage that updates may not have
 */
export function runUpdatePipeline(stages: readonly Doc[], ctx: QueryContext): (doc: Doc) => Doc {
  const run = compilePipeline(stages, { ctx, collection: '', database: '', scan: () => [] }, true);
  for (const stage of stages) {
    const [name = ''] = Object.keys(stage);
    if (!ALLOWED.has(name)) throw invalidOptions(`${name} is not allowed to be used within an update`);
  }
  return (doc) => {
    const [result = doc] = run([doc]);
    return cloneDoc(result);
  };
}
