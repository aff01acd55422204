import { leadingMatch } from '../aggregation';
import type { Selection } from '../planner/select';
import type { Call } from '../server/context';
import { asDoc, type Doc, isDoc } from '../values';
import type { Arguments } from './arguments';
import { FIELDS } from './fields';
import { findCollection } from './namespace';
import { resolveView } from './pipeline';

/** What a command would select, and the fields it may have. */
export interface Explained {
  readonly selection: Omit<Selection, 'ctx' | 'collationSpec'>;
  readonly fields: readonly string[];
}

type SelectionReader = (args: Arguments, call: Call) => Explained;

const statement = (args: Arguments, name: string): Doc => {
  const list = args.value(name);
  return Array.isArray(list) && isDoc(list[0]) ? list[0] : {};
};

/** What each command that can be explained would select. */
export const READERS = new Map<string, SelectionReader>([
  [
    'find',
    (args) => ({
      fields: FIELDS.find,
      selection: {
        filter: args.optionalDoc('filter') ?? {},
        sort: args.optionalDoc('sort'),
        skip: args.count('skip'),
        limit: Math.abs(args.integer('limit') ?? 0),
        hint: args.value('hint'),
      },
    }),
  ],
  [
    'count',
    (args) => ({
      fields: FIELDS.count,
      selection: { filter: args.optionalDoc('query') ?? {}, hint: args.value('hint') },
    }),
  ],
  [
    'distinct',
    (args) => ({
      fields: FIELDS.distinct,
      selection: { filter: args.optionalDoc('query') ?? {}, hint: args.value('hint') },
    }),
  ],
  ['aggregate', readAggregate],
  [
    'update',
    (args) => ({
      fields: FIELDS.update,
      selection: readStatement(statement(args, 'updates')),
    }),
  ],
  ['delete', (args) => ({ fields: FIELDS.delete, selection: readStatement(statement(args, 'deletes')) })],
  ['findAndModify', readFindAndModify],
  ['findandmodify', readFindAndModify],
]);

function readAggregate(args: Arguments, call: Call): Explained {
  const pipeline = args.value('pipeline');
  const stages = Array.isArray(pipeline) ? pipeline.filter(isDoc) : [];
  const resolved = resolveView(call, findCollection(call), String(call.body.aggregate), stages);
  const { filter, sort, limit } = leadingMatch(resolved.stages);
  return { fields: FIELDS.aggregate, selection: { filter, sort, limit, hint: args.value('hint') } };
}

function readFindAndModify(args: Arguments): Explained {
  const selection = {
    filter: args.optionalDoc('query') ?? {},
    sort: args.optionalDoc('sort'),
    limit: 1,
    hint: args.value('hint'),
  };
  return {
    fields: FIELDS.findAndModify,
    selection,
  };
}

function readStatement(doc: Doc): Explained['selection'] {
  return { filter: asDoc(doc.q) ?? {}, hint: doc.hint };
}
