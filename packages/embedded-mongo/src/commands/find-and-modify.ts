import { Int32 } from 'bson';
import { failedToParse } from '../errors';
import { type Selection, select } from '../planner/select';
import { compileProjection, type Matcher } from '../query';
import type { Call, Command } from '../server/context';
import { decode } from '../store/bson';
import type { StoredRecord } from '../store/collection';
import { compileUpdate } from '../update';
import type { Doc } from '../values';
import { insertDocument } from '../writes/insert-document';
import { updateRecord } from '../writes/update-document';
import { type Arguments, argumentsOf } from './arguments';
import { FIELDS } from './fields';
import { collectionName, findCollection, obtainCollection, refuseView } from './namespace';
import { type CommandContext, commandContext } from './query-context';
import { updateOf } from './update';

interface Found {
  readonly stored: StoredRecord | undefined;
  readonly matcher: Matcher;
  readonly context: CommandContext;
}

async function findAndModify(call: Call): Promise<Doc> {
  const args = argumentsOf(call);
  collectionName(call);
  checkCombination(args);
  return call.server.environment.write(() => {
    const found = findFirst(call, args);
    if (args.flag('remove')) return removeFound(call, args, found);
    return found.stored === undefined ? upsert(call, args, found) : updateFound(call, args, found, found.stored);
  });
}

/** @throws 9 for options that exclude each other */
function checkCombination(args: Arguments): void {
  const hasUpdate = args.value('update') !== undefined;
  if (!args.flag('remove')) {
    if (!hasUpdate) throw failedToParse('Either an update or remove=true must be specified');
    return;
  }
  if (hasUpdate) throw failedToParse('Cannot specify both an update and remove=true');
  if (args.flag('upsert')) throw failedToParse('Cannot specify both upsert=true and remove=true ');
  if (args.flag('new')) {
    throw failedToParse("Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  }
}

function findFirst(call: Call, args: Arguments): Found {
  const collection = findCollection(call);
  if (collection !== undefined) refuseView(collection);
  const context = commandContext(args, collection);
  const selection: Selection = {
    filter: args.optionalDoc('query') ?? {},
    sort: args.optionalDoc('sort'),
    hint: args.value('hint'),
    limit: 1,
    ctx: context.ctx,
    collationSpec: context.collationSpec,
  };
  const { records, matcher } = select(call.server.environment, collection, selection);
  const [stored] = records();
  return { stored, matcher, context };
}

function removeFound(call: Call, args: Arguments, { stored, context, matcher }: Found): Doc {
  if (stored === undefined) return reply({ n: new Int32(0) }, null);
  const value = project(args, stored.doc, context, matcher);
  findCollection(call)?.remove(stored);
  return reply({ n: new Int32(1) }, value);
}

function updateFound(call: Call, args: Arguments, found: Found, stored: StoredRecord): Doc {
  const { context, matcher } = found;
  const mode = { ctx: context.ctx, isBypassed: args.flag('bypassDocumentValidation') };
  const positional = matcher.positional(stored.doc);
  const { raw } = updateRecord(obtainCollection(call), stored, compile(args, context), positional, mode);
  const shown = args.flag('new') ? decode(raw) : stored.doc;
  return reply({ n: new Int32(1), updatedExisting: true }, project(args, shown, context, matcher));
}

function upsert(call: Call, args: Arguments, { context, matcher }: Found): Doc {
  const compiled = compile(args, context);
  if (!args.flag('upsert')) return reply({ n: new Int32(0), updatedExisting: false }, null);
  const mode = { ctx: context.ctx, isBypassed: args.flag('bypassDocumentValidation') };
  const { doc } = insertDocument(obtainCollection(call), compiled.insert(args.optionalDoc('query') ?? {}), mode);
  const value = args.flag('new') ? project(args, doc, context, matcher) : null;
  return reply({ n: new Int32(1), updatedExisting: false, upserted: doc._id }, value);
}

function compile(args: Arguments, { ctx }: CommandContext): ReturnType<typeof compileUpdate> {
  const arrayFilters = args.optionalDocs('arrayFilters');
  return compileUpdate(updateOf(args.value('update')), arrayFilters === undefined ? { ctx } : { ctx, arrayFilters });
}

function project(args: Arguments, doc: Doc, { ctx }: CommandContext, matcher: Matcher): Doc {
  const fields = args.optionalDoc('fields');
  return fields === undefined || Object.keys(fields).length === 0 ? doc : compileProjection(fields, ctx, matcher)(doc);
}

function reply(lastErrorObject: Doc, value: Doc | null): Doc {
  return { lastErrorObject, value, ok: 1 };
}

const command: Command = {
  fields: FIELDS.findAndModify,
  run: findAndModify,
};

export const findAndModifyCommands = new Map<string, Command>([
  ['findAndModify', command],
  ['findandmodify', command],
]);
