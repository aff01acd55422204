import { leadingMatch, type PipelineEnv, runPipeline } from '../aggregation';
import { typeMismatch } from '../errors';
import { select } from '../planner/select';
import type { Call, CommandResult } from '../server/context';
import { DEFAULT_BATCH } from '../server/cursors';
import { sessionIdOf } from '../server/sessions';
import { encodeAny } from '../store/bson';
import type { Collection } from '../store/collection';
import { type Doc, isDoc, typeName } from '../values';
import { type Arguments, argumentsOf } from './arguments';
import { isView } from './namespace';
import { metadataDocuments } from './pipeline-metadata';
import { writeStage } from './pipeline-output';
import { type CommandContext, commandContext } from './query-context';

/** @throws 14 when the pipeline is no array of documents */
export function stagesOf(args: Arguments): Doc[] {
  const pipeline = args.value('pipeline');
  if (!Array.isArray(pipeline)) throw typeMismatch(`'pipeline' option must be specified as an array`);
  return pipeline.map((stage) => {
    if (isDoc(stage)) return stage;
    throw typeMismatch(`Each element of the 'pipeline' array must be an object, but found ${typeName(stage)}`);
  });
}

/** A find on a view runs as a pipeline under the find's own options. */
export function runViewPipeline(call: Call, view: Collection, stages: Doc[]): CommandResult {
  const args = argumentsOf(call);
  const context = commandContext(args, view);
  const docs = runOn(call, args, resolveView(call, view, view.name, stages), context);
  const source = { namespace: view.namespace, documents: rawDocuments(docs), restartClock: context.restartClock };
  const batchSize = args.count('batchSize') ?? DEFAULT_BATCH;
  return call.server.cursors.start(source, batchSize, sessionIdOf(call.body.lsid), args.flag('singleBatch'));
}

/** What a pipeline really runs on: views, also views on views, are replaced by what they stand for. */
export interface Resolved {
  readonly name: string;
  readonly collection: Collection | undefined;
  readonly stages: Doc[];
}

/** Replaces a view by the collection under it and puts the view's pipeline in front. */
export function resolveView(call: Call, collection: Collection | undefined, name: string, stages: Doc[]): Resolved {
  if (!isView(collection)) return { name, collection, stages };
  const { viewOn, pipeline } = collection.options;
  const under = String(viewOn);
  const own = Array.isArray(pipeline) ? pipeline.filter(isDoc) : [];
  return resolveView(call, call.server.catalog.find(call.database, under), under, [...own, ...stages]);
}

/** The documents a resolved pipeline gives; what an index can do at its head is done by the planner. */
export function runOn(call: Call, args: Arguments, resolved: Resolved, context: CommandContext): Iterable<Doc> {
  const { collection, stages, name } = resolved;
  const { ctx, collationSpec } = context;
  const env = pipelineEnv(call, args, name, context);
  const { filter, sort, limit, rest } = leadingMatch(stages);
  const selection = { filter, sort, limit, hint: args.value('hint'), ctx, collationSpec };
  const { records } = select(call.server.environment, collection, selection);
  const source = {
    *[Symbol.iterator](): Generator<Doc> {
      for (const stored of records()) yield stored.doc;
    },
  };
  return runPipeline(rest, source, env);
}

function pipelineEnv(call: Call, args: Arguments, name: string, context: CommandContext): PipelineEnv {
  return {
    ctx: context.ctx,
    collection: name,
    database: call.database,
    scan: (from, filter) => scan(call, from, filter ?? {}, context),
    write: (stage, docs) => writeStage(call, args, stage, docs, context.ctx),
    metadata: (kind) => metadataDocuments(call, name, kind),
  };
}

function* scan(call: Call, from: string, filter: Doc, context: CommandContext): Generator<Doc> {
  const collection = call.server.catalog.find(call.database, from);
  if (isView(collection)) {
    const bare = { ...call, body: {} };
    yield* runOn(call, argumentsOf(bare), resolveView(call, collection, from, [{ $match: filter }]), context);
    return;
  }
  const { ctx, collationSpec } = context;
  for (const stored of select(call.server.environment, collection, { filter, ctx, collationSpec }).records()) {
    yield stored.doc;
  }
}

/** The documents as they are sent. */
export function* rawDocuments(docs: Iterable<Doc>): Generator<Uint8Array> {
  for (const doc of docs) yield encodeAny(doc);
}
