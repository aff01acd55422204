import { Binary, Int32, UUID } from 'bson';
import type { Call, Command } from '../server/context';
import { sessionIdOf } from '../server/sessions';
import type { Doc } from '../values';

function startSession(call: Call): Doc {
  const id = new UUID();
  call.server.sessions.touch(id.toHexString(false));
  return { id: { id: new Binary(id.buffer, 4) }, timeoutMinutes: new Int32(30), ok: 1 };
}

function endSessions(call: Call): Doc {
  for (const session of sessionsOf(call)) {
    call.server.sessions.end(session);
    call.server.cursors.killSession(session);
  }
  return { ok: 1 };
}

function refreshSessions(call: Call): Doc {
  for (const session of sessionsOf(call)) call.server.sessions.touch(session);
  return { ok: 1 };
}

function sessionsOf(call: Call): string[] {
  const list = call.body[call.name];
  return (Array.isArray(list) ? list : []).map(sessionIdOf).filter((id) => id !== undefined);
}

/** Without transactions there is nothing to commit or abort. */
const refused: Command = {
  fields: ['recoveryToken'],
  run: () => ({
    ok: 0,
    errmsg: 'Transaction numbers are only allowed on a replica set member or mongos',
    code: 20,
    codeName: 'IllegalOperation',
  }),
};

export const sessionCommands = new Map<string, Command>([
  ['startSession', { fields: [], run: startSession }],
  ['endSessions', { fields: [], run: endSessions }],
  ['refreshSessions', { fields: [], run: refreshSessions }],
  ['killSessions', { fields: [], run: endSessions }],
  ['killAllSessions', { fields: [], run: () => ({ ok: 1 }) }],
  ['commitTransaction', refused],
  ['abortTransaction', refused],
]);
