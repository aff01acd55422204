import { invalidOptions, location } from '../errors';
import type { QueryContext } from '../query/context';
import { asDoc, type Doc } from '../values';
import { runPipeline } from './pipeline';

const ALLOWED = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

/**
 * Compiles an update pipeline.
 * @throws 72 for a stage that updates may not have
 */
export function runUpdatePipeline(stages: readonly Doc[], ctx: QueryContext): (doc: Doc) => Doc {
  for (const stage of stages) {
    const [name = ''] = Object.keys(stage);
    if (!ALLOWED.has(name)) throw invalidOptions(`${name} is not allowed to be used within an update`);
  }
  void ctx;
  void asDoc;
  void runPipeline;
  throw location(40324, 'pending');
}
