import { Int32 } from 'bson';
import { failedToParse, MongoError } from '../errors';
import { select } from '../planner/select';
import type { Call, Command } from '../server/context';
import type { Doc } from '../values';
import { type Arguments, argumentsOf } from './arguments';
import { FIELDS } from './fields';
import { collectionName, findCollection, refuseView } from './namespace';
import { commandContext } from './query-context';
import { statementsOf } from './statements';
import { runBatch, withWriteErrors } from './write-batch';

async function remove(call: Call): Promise<Doc> {
  const args = argumentsOf(call);
  collectionName(call);
  const statements = statementsOf(call, 'deletes', ['q', 'limit', 'collation', 'hint']);
  for (const statement of statements) limitOf(statement);
  let deleted = 0;
  const writeErrors = await runBatch(call, statements, (statement) => {
    deleted += deleteMatching(call, args, statement);
  });
  return withWriteErrors({ n: new Int32(deleted) }, writeErrors);
}

function deleteMatching(call: Call, args: Arguments, statement: Arguments): number {
  const collection = findCollection(call);
  if (collection !== undefined) refuseView(collection);
  const { ctx, collationSpec } = commandContext(args, collection, { own: statement });
  const selection = {
    filter: statement.doc('q'),
    hint: statement.value('hint'),
    limit: limitOf(statement),
    ctx,
    collationSpec,
  };
  const found = [...select(call.server.environment, collection, selection).records()];
  for (const stored of found) collection?.remove(stored);
  return found.length;
}

/** @throws 9 for a limit that is neither 0 (all) nor 1 */
function limitOf(statement: Arguments): number {
  const limit = statement.integer('limit');
  if (limit === undefined)
    throw new MongoError(40414, 'Location40414', "BSON field 'delete.deletes.limit' is missing but a required field");
  if (limit !== 0 && limit !== 1) throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
  return limit;
}

export const deleteCommands = new Map<string, Command>([['delete', { fields: FIELDS.delete, run: remove }]]);
