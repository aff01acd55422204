import { MongoError } from '../errors';
import type { Call } from '../server/context';
import type { Doc } from '../values';
import { argumentsOf } from './arguments';

/**
 * Runs the statements of a write command inside one write transaction and gives the `writeErrors` they deserved. An
 * ordered batch stops at the first.
 */
export function runBatch<T>(
  call: Call,
  statements: readonly T[],
  execute: (statement: T, index: number) => void,
): Promise<Doc[]> {
  const isOrdered = argumentsOf(call).flag('ordered', true);
  return call.server.environment.write(() => {
    const writeErrors: Doc[] = [];
    for (const [index, statement] of statements.entries()) {
      try {
        execute(statement, index);
      } catch (error) {
        if (!(error instanceof MongoError)) throw error;
        writeErrors.push(writeError(error, index));
        if (isOrdered) break;
      }
    }
    return writeErrors;
  });
}

function writeError(error: MongoError, index: number): Doc {
  return { index, code: error.code, errmsg: error.message, ...error.extra };
}

/** The end of a write command's answer. */
export function withWriteErrors(reply: Doc, writeErrors: readonly Doc[]): Doc {
  return writeErrors.length === 0 ? { ...reply, ok: 1 } : { ...reply, writeErrors, ok: 1 };
}
