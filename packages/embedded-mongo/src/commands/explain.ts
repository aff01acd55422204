import { Int32 } from 'bson';
import { failedToParse, MongoError } from '../errors';
import { type PreparedSelection, type Selection, select } from '../planner/select';
import type { Call, Command } from '../server/context';
import type { Collection } from '../store/collection';
import { asDoc, type Doc } from '../values';
import { argumentsOf } from './arguments';
import { VERSION } from './diagnostics';
import { READERS } from './explain.readers';
import { winningPlan } from './explain.stages';
import { checkFields } from './fields';
import { collectionName, findCollection } from './namespace';
import { resolveView } from './pipeline';
import { commandContext } from './query-context';

const VERBOSITIES = new Set(['queryPlanner', 'executionStats', 'allPlansExecution']);

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
  const args = argumentsOf(call);
  if (read === undefined)
    throw new MongoError(59, 'CommandNotFound', `Explain failed due to unknown command: ${call.name}`);
  const { fields, selection } = read(args, call);
  checkFields(call.name, fields, call.body);
  const { collection } = resolveView(call, findCollection(call), collectionName(call), []);
  const { ctx, collationSpec } = commandContext(args, collection);
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

export const explainCommands = new Map<string, Command>([['explain', { fields: ['verbosity'], run: explain }]]);
