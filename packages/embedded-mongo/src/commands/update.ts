import { Int32 } from 'bson';
import { failedToParse } from '../errors';
import { select } from '../planner/select';
import type { Call, Command } from '../server/context';
import type { Collection } from '../store/collection';
import { type CompiledUpdate, compileUpdate } from '../update';
import { asDoc, type Doc, isDoc, type Value } from '../values';
import { insertDocument } from '../writes/insert-document';
import { updateRecord } from '../writes/update-document';
import type { ValidationMode } from '../writes/validation';
import { type Arguments, argumentsOf } from './arguments';
import { FIELDS } from './fields';
import { collectionName, findCollection, obtainCollection, refuseView } from './namespace';
import { type CommandContext, commandContext } from './query-context';
import { statementsOf } from './statements';
import { runBatch, withWriteErrors } from './write-batch';

const STATEMENT_FIELDS = ['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint', 'sort'];

interface Tally {
  matched: number;
  modified: number;
  readonly upserted: Doc[];
}

async function update(call: Call): Promise<Doc> {
  const args = argumentsOf(call);
  collectionName(call);
  const tally: Tally = { matched: 0, modified: 0, upserted: [] };
  const statements = statementsOf(call, 'updates', STATEMENT_FIELDS);
  const writeErrors = await runBatch(call, statements, (statement, index) => {
    updateOne(call, args, statement, index, tally);
  });
  const reply: Doc = { n: new Int32(tally.matched + tally.upserted.length), nModified: new Int32(tally.modified) };
  if (tally.upserted.length > 0) reply.upserted = tally.upserted;
  return withWriteErrors(reply, writeErrors);
}

function updateOne(call: Call, args: Arguments, statement: Arguments, index: number, tally: Tally): void {
  const collection = findCollection(call);
  if (collection !== undefined) refuseView(collection);
  const context = statementContext(args, statement, collection);
  const compiled = compileStatement(statement, context);
  const mode = { ctx: context.ctx, isBypassed: args.flag('bypassDocumentValidation') };
  const matched =
    collection === undefined ? 0 : updateMatching(call, collection, statement, context, compiled, mode, tally);
  if (matched > 0 || !statement.flag('upsert')) return;
  const inserted = insertDocument(obtainCollection(call), compiled.insert(statement.doc('q')), mode);
  tally.upserted.push({ index: new Int32(index), _id: inserted.doc._id });
}

/** A statement has its own collation and constants besides the command's `let`. */
function statementContext(args: Arguments, statement: Arguments, collection: Collection | undefined): CommandContext {
  const context = commandContext(args, collection, { own: statement });
  Object.assign(context.ctx.variables, statement.optionalDoc('c'));
  return context;
}

function compileStatement(statement: Arguments, { ctx }: CommandContext): CompiledUpdate {
  const change = updateOf(statement.value('u'));
  if (isReplacement(change) && statement.flag('multi')) {
    throw failedToParse('multi update is not supported for replacement-style update');
  }
  const arrayFilters = statement.optionalDocs('arrayFilters');
  return compileUpdate(change, arrayFilters === undefined ? { ctx } : { ctx, arrayFilters });
}

/** @throws 9 when it is neither an update document, nor a replacement, nor a pipeline */
export function updateOf(value: Value): Doc | Doc[] {
  if (Array.isArray(value)) {
    if (value.every(isDoc)) return value;
    throw failedToParse('Update pipelines hold documents');
  }
  const doc = asDoc(value);
  if (doc === undefined) throw failedToParse('Update argument must be either an object or an array');
  return doc;
}

function isReplacement(change: Doc | Doc[]): boolean {
  return !Array.isArray(change) && Object.keys(change)[0]?.startsWith('$') !== true;
}

/** All matches are collected before the first is changed, so no document is met twice. */
function updateMatching(
  call: Call,
  collection: Collection,
  statement: Arguments,
  context: CommandContext,
  compiled: CompiledUpdate,
  mode: ValidationMode,
  tally: Tally,
): number {
  const selection = {
    filter: statement.doc('q'),
    sort: statement.optionalDoc('sort'),
    hint: statement.value('hint'),
    limit: statement.flag('multi') ? 0 : 1,
    ctx: context.ctx,
    collationSpec: context.collationSpec,
  };
  const { records, matcher } = select(call.server.environment, collection, selection);
  const found = [...records()];
  for (const stored of found) {
    const { isModified } = updateRecord(collection, stored, compiled, matcher.positional(stored.doc), mode);
    tally.matched += 1;
    if (isModified) tally.modified += 1;
  }
  return found.length;
}

export const updateCommands = new Map<string, Command>([['update', { fields: FIELDS.update, run: update }]]);
