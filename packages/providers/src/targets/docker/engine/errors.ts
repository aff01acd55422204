import { types } from 'node:util';
import { AppError, type ErrorCode } from '@oatfin/platform/errors';

/** The HTTP status the engine answered with; null when it did not answer. */
export function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/**
 * Runs one call of the Engine API. A failure becomes `target.unavailable` when the engine gave no answer and else
 * `target.failed` (or the code listed for its status) with what the engine said, after `doing`: "pull nginx".
 */
export async function engineCall<T>(
  doing: string,
  call: () => Promise<T>,
  codes: Record<number, ErrorCode> = {},
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw engineError(doing, error, codes);
  }
}

export function engineError(doing: string, cause: unknown, codes: Record<number, ErrorCode> = {}): unknown {
  if (cause instanceof AppError || isAbort(cause)) return cause;
  const status = statusOf(cause);
  const said = saidBy(cause);
  if (status === null)
    return new AppError('target.unavailable', `The Docker Engine did not answer (${doing}): ${said}`, { cause });
  const code = codes[status] ?? 'target.failed';
  return new AppError(code, `The Docker Engine could not ${doing}: ${said}`, { cause, details: { status, said } });
}

/** As `engineCall`, but gives null when the engine answers one of these statuses: the thing is gone, or done already. */
export async function engineCallUnless<T>(
  statuses: number[],
  doing: string,
  call: () => Promise<T>,
): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    const status = statusOf(error);
    if (status !== null && statuses.includes(status)) return null;
    throw engineError(doing, error);
  }
}

function isAbort(error: unknown): boolean {
  return types.isNativeError(error) && (error.name === 'AbortError' || error.name === 'UnhealthyError');
}

/** The engine's own words: `{"message": "…"}` in the body of its answer. */
function saidBy(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'json' in error) {
    const { json } = error;
    if (typeof json === 'object' && json !== null && 'message' in json && typeof json.message === 'string')
      return json.message.trim();
  }
  return types.isNativeError(error) ? error.message.trim() : String(error);
}
