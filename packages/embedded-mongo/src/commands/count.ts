import { Int32 } from 'bson';
import { select } from '../planner/select';
import type { Call, Command } from '../server/context';
import type { Doc } from '../values';
import { argumentsOf } from './arguments';
import { FIELDS } from './fields';
import { collectionName, findCollection, isView } from './namespace';
import { resolveView, runOn } from './pipeline';
import { commandContext } from './query-context';

function count(call: Call): Doc {
  const args = argumentsOf(call);
  const name = collectionName(call);
  const collection = findCollection(call);
  const filter = args.optionalDoc('query') ?? {};
  const skip = args.count('skip') ?? 0;
  const limit = Math.abs(args.integer('limit') ?? 0);
  const context = commandContext(args, collection);
  const { ctx, collationSpec } = context;
  const hint = args.value('hint');
  if (isView(collection)) {
    const stages = resolveView(call, collection, name, [{ $match: filter }]);
    return { n: new Int32(clamp(countAll(runOn(call, args, stages, context)), skip, limit)), ok: 1 };
  }
  if (collection !== undefined && Object.keys(filter).length === 0 && hint === undefined) {
    return { n: new Int32(clamp(collection.count, skip, limit)), ok: 1 };
  }
  const { records } = select(call.server.environment, collection, { filter, skip, limit, hint, ctx, collationSpec });
  return { n: new Int32(countAll(records())), ok: 1 };
}

function countAll(items: Iterable<unknown>): number {
  let total = 0;
  for (const _ of items) total += 1;
  return total;
}

function clamp(total: number, skip: number, limit: number): number {
  const rest = Math.max(0, total - skip);
  return limit === 0 ? rest : Math.min(rest, limit);
}

export const countCommands = new Map<string, Command>([['count', { fields: FIELDS.count, run: count }]]);
