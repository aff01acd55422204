import { BSONError } from 'bson';
import { COMMANDS } from '../commands';
import { checkFields } from '../commands/fields';
import { MongoError } from '../errors';
import type { Doc } from '../values';
import type { Request } from '../wire/message';
import { CursorReply } from '../wire/reply';
import type { Call, CommandResult, ServerContext } from './context';
import type { Failure } from './fail-points';
import { sessionIdOf } from './sessions';

/** The connection must be cut instead of answered. */
export class ConnectionCut extends Error {}

/** Who sent a request. */
export interface Peer {
  readonly connectionId: number;
  readonly address: string;
}

/**
 * Runs a request and gives its answer; errors become `ok: 0` answers.
 * @throws ConnectionCut when a fail point asks for it
 */
export async function dispatch(server: ServerContext, request: Request, peer: Peer): Promise<CommandResult> {
  const [name = ''] = Object.keys(request.body);
  const failure = server.failPoints.take(name);
  try {
    if (failure !== undefined) await applyFailure(failure, name);
    const result = await run(server, request, peer, name);
    return failure?.writeConcernError === undefined ? result : withWriteConcernError(result, failure);
  } catch (error) {
    if (error instanceof ConnectionCut) throw error;
    return errorReply(error);
  }
}

function run(
  server: ServerContext,
  request: Request,
  peer: Peer,
  name: string,
): CommandResult | Promise<CommandResult> {
  const { body, database, sequences } = request;
  const command = COMMANDS.get(name);
  if (command === undefined) throw new MongoError(59, 'CommandNotFound', `no such command: '${name}'`);
  if (command.isLenient !== true) checkFields(name, command.fields, body);
  refuseTransactions(body);
  const session = sessionIdOf(body.lsid);
  if (session !== undefined) server.sessions.touch(session);
  const call: Call = { server, connectionId: peer.connectionId, peer: peer.address, name, database, body, sequences };
  return command.run(call);
}

function refuseTransactions(body: Doc): void {
  if (body.txnNumber === undefined && body.startTransaction === undefined && body.autocommit === undefined) return;
  throw new MongoError(
    20,
    'IllegalOperation',
    'Transaction numbers are only allowed on a replica set member or mongos',
  );
}

async function applyFailure(failure: Failure, name: string): Promise<void> {
  if (failure.blockMs > 0) await new Promise((resolve) => setTimeout(resolve, failure.blockMs));
  if (failure.closesConnection) throw new ConnectionCut(name);
  if (failure.errorCode === undefined) return;
  throw new MongoError(
    failure.errorCode,
    `Location${failure.errorCode}`,
    `Failing command via 'failCommand' failpoint`,
    failure.extra,
  );
}

function withWriteConcernError(result: CommandResult, failure: Failure): CommandResult {
  return result instanceof CursorReply
    ? result
    : { ...result, writeConcernError: failure.writeConcernError, ...failure.extra };
}

/** The answer an error becomes. */
export function errorReply(error: unknown): Doc {
  if (error instanceof MongoError) {
    const { message, code, codeName, extra } = error;
    return { ok: 0, errmsg: message, code, codeName, ...extra };
  }
  if (error instanceof BSONError) return { ok: 0, errmsg: error.message, code: 22, codeName: 'InvalidBSON' };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ok: 0, errmsg: `internal error: ${text}`, code: 1, codeName: 'InternalError' };
}
