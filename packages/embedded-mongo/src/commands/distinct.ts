import { KeyWriter } from '../indexes/key-writer';
import { writeValue } from '../indexes/value-key';
import { select } from '../planner/select';
import type { Call, Command } from '../server/context';
import { type Collation, type Doc, getPath, type Value } from '../values';
import { type Arguments, argumentsOf } from './arguments';
import { FIELDS } from './fields';
import { collectionName, findCollection, isView } from './namespace';
import { resolveView, runOn } from './pipeline';
import { type CommandContext, commandContext } from './query-context';

function distinct(call: Call): Doc {
  const args = argumentsOf(call);
  const key = args.string('key');
  const collection = findCollection(call);
  const context = commandContext(args, collection);
  const found = new Map<string, Value>();
  for (const doc of matching(call, args, context)) {
    for (const value of distinctValues(doc, key)) {
      const identity = identityOf(value, context.ctx.collation);
      if (!found.has(identity)) found.set(identity, value);
    }
  }
  return { values: [...found.values()], ok: 1 };
}

function* matching(call: Call, args: Arguments, context: CommandContext): Generator<Doc> {
  const collection = findCollection(call);
  const filter = args.optionalDoc('query') ?? {};
  if (isView(collection)) {
    yield* runOn(call, args, resolveView(call, collection, collectionName(call), [{ $match: filter }]), context);
    return;
  }
  const { ctx, collationSpec } = context;
  const selection = { filter, hint: args.value('hint'), ctx, collationSpec };
  for (const stored of select(call.server.environment, collection, selection).records()) yield stored.doc;
}

/** Elements of arrays count one by one; missing fields and empty arrays give nothing. */
function distinctValues(doc: Doc, key: string): Value[] {
  return getPath(doc, key).filter((value) => value !== undefined && !(Array.isArray(value) && value.length === 0));
}

/** Equal values of different number types are one value. */
function identityOf(value: Value, collation: Collation | undefined): string {
  const writer = new KeyWriter();
  writeValue(writer, value, collation);
  return writer.finish().toString('latin1');
}

export const distinctCommands = new Map<string, Command>([['distinct', { fields: FIELDS.distinct, run: distinct }]]);
