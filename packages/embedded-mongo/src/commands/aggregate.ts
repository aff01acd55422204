import { failedToParse } from '../errors';
import type { Call, Command, CommandResult } from '../server/context';
import { DEFAULT_BATCH } from '../server/cursors';
import { sessionIdOf } from '../server/sessions';
import type { Collection } from '../store/collection';
import { asDoc, type Doc } from '../values';
import { type Arguments, argumentsOf } from './arguments';
import { explainCommand } from './explain';
import { FIELDS } from './fields';
import { checkName } from './namespace';
import { rawDocuments, resolveView, runOn, stagesOf } from './pipeline';
import { commandContext } from './query-context';

const CURSOR_REQUIRED = "The 'cursor' option is required, except for aggregate with the explain argument";

function aggregate(call: Call): CommandResult | Promise<CommandResult> {
  const args = argumentsOf(call);
  const name = aggregatedName(call);
  const stages = stagesOf(args);
  if (args.flag('explain')) return explainCommand(call, 'queryPlanner');
  const cursor = args.optionalDoc('cursor');
  if (cursor === undefined) throw failedToParse(CURSOR_REQUIRED);
  const collection = call.server.catalog.find(call.database, name);
  const start = (): CommandResult => startPipeline(call, args, name, collection, stages);
  return stages.some((stage) => '$out' in stage || '$merge' in stage) ? call.server.environment.write(start) : start();
}

/** `aggregate: 1` runs on the database: its stages bring their own documents. */
function aggregatedName(call: Call): string {
  const name = call.body[call.name];
  if (typeof name !== 'string') return '$cmd.aggregate';
  checkName(call.database, name);
  return name;
}

function startPipeline(
  call: Call,
  args: Arguments,
  name: string,
  collection: Collection | undefined,
  stages: Doc[],
): CommandResult {
  const batchSize = batchSizeOf(args);
  const context = commandContext(args, collection);
  const view = resolveView(call, collection, name, stages);
  const docs = runOn(call, args, view, context);
  const source = {
    namespace: `${call.database}.${name}`,
    documents: rawDocuments(docs),
    restartClock: context.restartClock,
  };
  return call.server.cursors.start(source, batchSize, sessionIdOf(call.body.lsid));
}

function batchSizeOf(args: Arguments): number {
  const size = asDoc(args.value('cursor'))?.batchSize;
  return size === undefined ? DEFAULT_BATCH : Number(size);
}

export const aggregateCommands = new Map<string, Command>([
  ['aggregate', { fields: FIELDS.aggregate, run: aggregate }],
]);
