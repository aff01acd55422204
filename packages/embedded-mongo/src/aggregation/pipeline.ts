import { location, typeMismatch } from '../errors';
import { type Doc, isDoc, type Value } from '../values';
import type { PipelineEnv, StageEnv, Transform } from './environment';
import { STAGES } from './stages';

/**
 * Compiles and runs a pipeline; documents flow lazily except through stages that need them all.
 * @throws 40323 and 40324 for stages that cannot be read, and what the stages throw
 */
export function runPipeline(stages: readonly Doc[], source: Iterable<Doc>, env: PipelineEnv): Iterable<Doc> {
  return compilePipeline(stages, env, false)(source);
}

/** Compiles a pipeline for repeated use. */
export function compilePipeline(stages: readonly Doc[], env: PipelineEnv, isNested: boolean): Transform {
  const transforms = stages.map((stage, at) => compileStage(stage, stageEnv(env, at, stages.length, isNested)));
  return (source) => transforms.reduce((docs, transform) => transform(docs), source);
}

function stageEnv(env: PipelineEnv, at: number, count: number, isNested: boolean): StageEnv {
  return {
    ...env,
    scan: (collection, filter) => env.scan(collection, filter),
    isFirst: at === 0,
    isLast: at === count - 1,
    isNested,
    compile: (stages, options = {}) => compilePipeline(stages, { ...env, ...options }, true),
  };
}

function compileStage(stage: Value, env: StageEnv): Transform {
  if (!isDoc(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  const names = Object.keys(stage);
  const [name = ''] = names;
  if (names.length !== 1) {
    throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  const compile = STAGES.get(name);
  if (compile === undefined) throw location(40324, `Unrecognized pipeline stage name: '${name}'`);
  return compile(stage[name], env, name);
}
