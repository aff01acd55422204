import type { SystemCtx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import { answerOnce } from '@oatfin/platform/idempotency';
import type { Request } from 'express';
import type { Entry } from './access';
import type { Answer } from './answer';
import { problemAnswer } from './problem';

/**
 * Runs a request under its `Idempotency-Key`, if it is a POST that has one: the first answer below 500, refusals
 * included, is kept for 24 hours and repeated with `Idempotency-Replayed: true`. Throws `idempotency.key_reused` and
 * `idempotency.in_progress`.
 */
export async function perhapsOnce<Context extends SystemCtx>(
  req: Request,
  entry: Entry<Context>,
  body: unknown,
  run: (key: string | undefined) => Promise<Answer>,
): Promise<Answer> {
  const key = req.method === 'POST' ? req.get('idempotency-key') : undefined;
  if (key === undefined) return run(undefined);
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw invalidKey();
  const request = { scope: entry.scope, key, content: canonical([req.originalUrl, body]) };
  const { answer, replayed } = await answerOnce(entry.ctx, request, (id) => refusalAsAnswer(entry.ctx, () => run(id)));
  return replayed ? { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } } : answer;
}

async function refusalAsAnswer(ctx: SystemCtx, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return problemAnswer(error, ctx.requestId);
    throw error;
  }
}

/** JSON whose keys are in order: the same content is the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function invalidKey(): AppError {
  const message = 'must be 1 to 255 visible ASCII characters';
  return new AppError('request.invalid', `The Idempotency-Key ${message}.`, {
    errors: [{ path: 'Idempotency-Key', message }],
  });
}
