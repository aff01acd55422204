import { Int32 } from 'bson';
import { leadingMatch } from '../aggregation';
import { failedToParse, MongoError } from '../errors';
import type { Plan } from '../planner/plan';
import { type PreparedSelection, type Selection, select } from '../planner/select';
import type { Call, Command } from '../server/context';
import type { Collection } from '../store/collection';
import { asDoc, type Doc, isDoc } from '../values';
import { AGGREGATE_FIELDS, resolveView } from './aggregate';
import { type Arguments, argumentsOf } from './arguments';
import { COUNT_FIELDS } from './count';
import { VERSION } from './diagnostics';
import { DISTINCT_FIELDS } from './distinct';
import { FIND_FIELDS } from './find';
import { findCollection } from './namespace';
import { commandContext } from './query-context';

const VERBOSITIES = new Set(['queryPlanner', 'executionStats', 'allPlansExecution']);

interface Explained {
  readonly selection: Omit<Selection, 'ctx' | 'collationSpec'>;
  readonly fields: readonly string[];
}

type SelectionReader = (args: Arguments, call: Call) => Explained;

const statement = (args: Arguments, name: string): Doc => {
  const list = args.value(name);
  return Array.isArray(list) && isDoc(list[0]) ? list[0] : {};
};

/** What each command would select. */
const READERS = new Map<string, SelectionReader>([
  [
    'find',
    (args) => ({
      fields: FIND_FIELDS,
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
      fields: COUNT_FIELDS,
      selection: { filter: args.optionalDoc('query') ?? {}, hint: args.value('hint') },
    }),
  ],
  [
    'distinct',
    (args) => ({
      fields: DISTINCT_FIELDS,
      selection: { filter: args.optionalDoc('query') ?? {}, hint: args.value('hint') },
    }),
  ],
  ['aggregate', readAggregate],
  [
    'update',
    (args) => ({
      fields: ['updates', 'ordered', 'let', 'bypassDocumentValidation'],
      selection: readStatement(statement(args, 'updates')),
    }),
  ],
  [
    'delete',
    (args) => ({ fields: ['deletes', 'ordered', 'let'], selection: readStatement(statement(args, 'deletes')) }),
  ],
  ['findAndModify', readFindAndModify],
  ['findandmodify', readFindAndModify],
]);

function readAggregate(args: Arguments, call: Call): Explained {
  const pipeline = args.value('pipeline');
  const stages = Array.isArray(pipeline) ? pipeline.filter(isDoc) : [];
  const resolved = resolveView(call, findCollection(call), String(call.body.aggregate), stages);
  const { filter, sort, limit } = leadingMatch(resolved.stages);
  return { fields: AGGREGATE_FIELDS, selection: { filter, sort, limit, hint: args.value('hint') } };
}

function readFindAndModify(args: Arguments): Explained {
  const selection = {
    filter: args.optionalDoc('query') ?? {},
    sort: args.optionalDoc('sort'),
    limit: 1,
    hint: args.value('hint'),
  };
  return {
    fields: [
      'query',
      'fields',
      'sort',
      'hint',
      'collation',
      'arrayFilters',
      'remove',
      'update',
      'upsert',
      'new',
      'let',
      'bypassDocumentValidation',
    ],
    selection,
  };
}

function readStatement(doc: Doc): Explained['selection'] {
  return { filter: asDoc(doc.q) ?? {}, hint: doc.hint };
}

/**
 * Explains a read or write without changing anything.
 * @throws 59 for a command that cannot be explained, 40415 for a field it does not have
 */
function explain(call: Call): Doc {
  const inner = asDoc(call.body.explain);
  if (inner === undefined) throw failedToParse("'explain' needs a command");
  const verbosity = String(call.body.verbosity ?? 'allPlansExecution');
  if (!VERBOSITIES.has(verbosity))
    throw failedToParse(`verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}`);
  const [name = ''] = Object.keys(inner);
  return explainCommand({ ...call, name, body: inner }, verbosity);
}

/** Explains a command; aggregate with `explain: true` comes here too. */
export function explainCommand(call: Call, verbosity: string): Doc {
  const read = READERS.get(call.name);
  if (read === undefined)
    throw new MongoError(59, 'CommandNotFound', `Explain failed due to unknown command: ${call.name}`);
  const args = argumentsOf(call);
  const collection = findCollection(call);
  const { ctx, collationSpec } = commandContext(args, collection);
  const { selection } = read(args, call);
  const full = { ...selection, ctx, collationSpec };
  const prepared = select(call.server.environment, collection, full);
  const reply: Doc = {
    explainVersion: '1',
    queryPlanner: queryPlanner(call, collection, full, prepared),
    command: { ...call.body, $db: call.database },
    serverInfo: { host: '127.0.0.1', port: new Int32(call.server.port()), version: VERSION, gitVersion: 'embedded' },
    ok: 1,
  };
  if (verbosity !== 'queryPlanner') reply.executionStats = executionStats(full, prepared);
  return reply;
}

function queryPlanner(
  call: Call,
  collection: Collection | undefined,
  selection: Selection,
  { plan }: PreparedSelection,
): Doc {
  return {
    namespace: `${call.database}.${String(call.body[call.name])}`,
    indexFilterSet: false,
    parsedQuery: selection.filter,
    maxIndexedOrSolutionsReached: false,
    winningPlan: collection === undefined ? { stage: 'EOF' } : winningPlan(plan, selection),
    rejectedPlans: [],
  };
}

function executionStats(selection: Selection, prepared: PreparedSelection): Doc {
  const startedAt = performance.now();
  let returned = 0;
  for (const _ of prepared.records()) returned += 1;
  const { keys, documents } = prepared.examined;
  return {
    executionSuccess: true,
    nReturned: new Int32(returned),
    executionTimeMillis: new Int32(Math.round(performance.now() - startedAt)),
    totalKeysExamined: new Int32(keys),
    totalDocsExamined: new Int32(documents),
    executionStages: { ...winningPlan(prepared.plan, selection), nReturned: new Int32(returned) },
  };
}

/** The plan as MongoDB prints it: stages inside one another, the outermost first. */
function winningPlan(plan: Plan, { sort, skip, limit, filter }: Selection): Doc {
  let stage = accessStage(plan, filter);
  if (!plan.isSorted && Object.keys(sort ?? {}).length > 0) {
    stage = { stage: 'SORT', sortPattern: sort, memLimit: new Int32(104857600), type: 'simple', inputStage: stage };
  }
  if (skip !== undefined && skip > 0) stage = { stage: 'SKIP', skipAmount: new Int32(skip), inputStage: stage };
  if (limit !== undefined && limit > 0) stage = { stage: 'LIMIT', limitAmount: new Int32(limit), inputStage: stage };
  return stage;
}

function accessStage(plan: Plan, filter: Doc): Doc {
  if (plan.kind === 'collection') {
    return {
      stage: 'COLLSCAN',
      ...(Object.keys(filter).length > 0 ? { filter } : {}),
      direction: plan.isReverse ? 'backward' : 'forward',
    };
  }
  if (plan.kind === 'union') {
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.branches.map(indexStage) } };
  }
  if (plan.index.name === '_id_' && isIdEquality(filter)) return { stage: 'IDHACK' };
  return { stage: 'FETCH', inputStage: indexStage(plan) };
}

function isIdEquality(filter: Doc): boolean {
  const { _id } = filter;
  return Object.keys(filter).join() === '_id' && !(isDoc(_id) && Object.keys(_id)[0]?.startsWith('$') === true);
}

function indexStage(scan: Extract<Plan, { kind: 'index' }>): Doc {
  const { index } = scan;
  return {
    stage: 'IXSCAN',
    keyPattern: index.key,
    indexName: index.name,
    ...(index.spec.collation === undefined ? {} : { collation: index.spec.collation }),
    isMultiKey: index.isMultikey,
    isUnique: index.isUnique,
    isSparse: index.isSparse,
    isPartial: index.spec.partialFilterExpression !== undefined,
    indexVersion: new Int32(2),
    direction: scan.isReverse ? 'backward' : 'forward',
  };
}

export const explainCommands = new Map<string, Command>([['explain', { fields: ['verbosity'], run: explain }]]);
