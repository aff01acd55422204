import { badValue, failedToParse } from '../errors';
import { type PreparedSelection, type Selection, select } from '../planner/select';
import { compileProjection, type Matcher, type QueryContext } from '../query';
import type { Call, Command, CommandResult } from '../server/context';
import { type CursorSource, DEFAULT_BATCH } from '../server/cursors';
import { sessionIdOf } from '../server/sessions';
import { encodeAny } from '../store/bson';
import type { Collection, StoredRecord } from '../store/collection';
import { isDoc } from '../values';

import { type Arguments, argumentsOf } from './arguments';
import { FIELDS } from './fields';
import { collectionName, findCollection, isView } from './namespace';
import { runViewPipeline } from './pipeline';
import { type CommandContext, commandContext } from './query-context';
import { type Projector, tailDocuments } from './tailable';
import { findAsPipeline } from './view';

function find(call: Call): CommandResult {
  const args = argumentsOf(call);
  const name = collectionName(call);
  const collection = findCollection(call);
  if (isView(collection)) return runViewPipeline(call, collection, findAsPipeline(args));
  const context = commandContext(args, collection);
  const { prepared, selection } = prepareFind(call, args, collection, context);
  const source: CursorSource = {
    namespace: `${call.database}.${name}`,
    restartClock: context.restartClock,
    ...documentsOf(args, collection, prepared, selection, context.ctx),
  };
  const batchSize = args.count('batchSize') ?? DEFAULT_BATCH;
  return call.server.cursors.start(source, batchSize, sessionIdOf(call.body.lsid), isSingleBatch(args));
}

/** A negative limit is the old way to ask for a single batch. */
function isSingleBatch(args: Arguments): boolean {
  return args.flag('singleBatch') || (args.integer('limit') ?? 0) < 0;
}

function prepareFind(
  call: Call,
  args: Arguments,
  collection: Collection | undefined,
  context: CommandContext,
): { prepared: PreparedSelection; selection: Selection } {
  refuseUnsupported(args);
  const selection: Selection = {
    filter: args.optionalDoc('filter') ?? {},
    sort: args.optionalDoc('sort'),
    skip: args.count('skip'),
    limit: Math.abs(args.integer('limit') ?? 0),
    hint: hintOf(args),
    ctx: context.ctx,
    collationSpec: context.collationSpec,
  };
  return { prepared: select(call.server.environment, collection, selection), selection };
}

function hintOf(args: Arguments): unknown {
  const hint = args.value('hint');
  if (hint === undefined || typeof hint === 'string') return hint;
  if (isDoc(hint)) return Object.keys(hint).length === 0 ? undefined : hint;
  throw failedToParse('Hint must be a string or an object');
}

function refuseUnsupported(args: Arguments): void {
  for (const name of ['returnKey', 'showRecordId']) {
    if (args.flag(name)) throw badValue(`${name} is not supported by the embedded server`);
  }
  for (const name of ['min', 'max']) {
    const bound = args.optionalDoc(name);
    if (bound === undefined || Object.keys(bound).length === 0) continue;
    throw badValue(`${name} is not supported by the embedded server`);
  }
}

function documentsOf(
  args: Arguments,
  collection: Collection | undefined,
  prepared: PreparedSelection,
  { filter }: Selection,
  ctx: QueryContext,
): Pick<CursorSource, 'documents' | 'waitForMore'> {
  const project = projector(args, ctx, prepared.matcher);
  if (!args.flag('tailable')) return { documents: rawDocuments(prepared.records(), project) };
  if (collection !== undefined && collection.options.capped !== true) {
    throw badValue(
      `error processing query: ns=${collection.namespace}Tree: ${JSON.stringify(filter)} tailable cursor requested on non capped collection`,
    );
  }
  if (collection === undefined) return { documents: rawDocuments([], project) };
  return tailDocuments(collection, prepared.matcher, project, args.flag('awaitData'));
}

function projector(args: Arguments, ctx: QueryContext, matcher: Matcher): Projector {
  const projection = args.optionalDoc('projection');
  if (projection === undefined || Object.keys(projection).length === 0) return (stored) => stored.raw;
  const project = compileProjection(projection, ctx, matcher);
  return (stored) => encodeAny(project(stored.doc));
}

function* rawDocuments(records: Iterable<StoredRecord>, project: Projector): Generator<Uint8Array> {
  for (const stored of records) yield project(stored);
}

export const findCommands = new Map<string, Command>([['find', { fields: FIELDS.find, run: find }]]);
