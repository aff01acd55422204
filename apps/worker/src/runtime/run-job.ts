import type { SystemCtx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import type { JobHandler } from './handle-job';

/** How soon another worker may take over what this one leaves at shutdown. */
const handOverMs = 100;

/**
 * Runs one job: one log line when it is done, the failure classified by its code. At shutdown the job goes back to the
 * queue without counting as a failure.
 */
export async function runJob(
  ctx: SystemCtx,
  handler: JobHandler,
  job: Job,
  token: string | undefined,
  shutdown: AbortSignal,
): Promise<void> {
  const logger = ctx.logger.child({ job: job.name, jobId: job.id });
  const startedAt = Date.now();
  const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  try {
    await handler.run({ ...ctx, logger, requestId: job.id ?? job.name }, job.data, { shutdown, isLast });
    logger.info({ durationMs: Date.now() - startedAt }, 'job done');
  } catch (error) {
    if (shutdown.aborted) {
      await job.moveToDelayed(Date.now() + handOverMs, token);
      throw new DelayedError();
    }
    logger[isLast ? 'error' : 'warn'](
      { err: error, durationMs: Date.now() - startedAt, attempt: job.attemptsMade + 1 },
      'job failed',
    );
    throw isRetryable(error) ? error : new UnrecoverableError(error instanceof Error ? error.message : 'failed');
  }
}

/** Only a catalogued error can say that trying again is useless; a store that is away passes, so may the unknown. */
function isRetryable(error: unknown): boolean {
  return !(error instanceof AppError) || error.retryable;
}
