import type { SystemCtx } from '@oatfin/domain/context';
import type { AnyJob, JobDefinition } from '@oatfin/platform/queue';

/** What the runtime tells a handler about this attempt. */
export interface Attempt {
  /** Aborted when the worker shuts down: throw, and another worker gets the job. */
  shutdown: AbortSignal;
  /** Whether a failure now is final. */
  isLast: boolean;
}

/** A job tied to the code that does it. */
export interface JobHandler {
  job: AnyJob;
  /** Parses the payload and does the work; throws to be tried again. */
  run(ctx: SystemCtx, data: unknown, attempt: Attempt): Promise<void>;
}

/** Ties a job to a use case; the payload is parsed on arrival. */
export function handleJob<Payload>(
  job: JobDefinition<Payload>,
  run: (ctx: SystemCtx, payload: Payload, attempt: Attempt) => Promise<void>,
): JobHandler {
  return { job, run: (ctx, data, attempt) => run(ctx, job.payload.parse(data), attempt) };
}

/** Fails the start when a job has no handler or two: a job nobody takes is lost work, not a warning. */
export function assertEveryJobHandledOnce(jobs: AnyJob[], handlers: JobHandler[]): void {
  for (const job of jobs) {
    const count = handlers.filter((handler) => handler.job.name === job.name).length;
    if (count !== 1) throw new Error(`The job ${job.name} has ${count} handlers; it needs exactly one.`);
  }
}
