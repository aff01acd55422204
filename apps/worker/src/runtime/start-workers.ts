import type { SystemCtx } from '@oatfin/domain/context';
import { type ConnectionOptions, Worker } from 'bullmq';
import type { JobHandler } from './handle-job';
import { runJob } from './run-job';

export interface WorkerOptions {
  connection: ConnectionOptions;
  prefix: string;
  concurrency: number;
  /** How long a job stays with a worker that says nothing; it is taken over within twice as long. */
  lockSeconds: number;
}

export interface Workers {
  /** Stops taking jobs, hands running ones over, waits until all have let go. */
  close(): Promise<void>;
}

/** One BullMQ worker per queue that the handlers' jobs name. */
export function startWorkers(ctx: SystemCtx, handlers: JobHandler[], options: WorkerOptions): Workers {
  const shutdown = new AbortController();
  const queues = new Set(handlers.map((handler) => handler.job.queue));
  const workers = [...queues].map((queue) => startWorker(ctx, queue, handlers, shutdown.signal, options));
  return {
    close: async () => {
      const closing = workers.map((worker) => worker.close());
      shutdown.abort(new Error('The worker shuts down.'));
      await Promise.all(closing);
    },
  };
}

function startWorker(
  ctx: SystemCtx,
  queue: string,
  handlers: JobHandler[],
  shutdown: AbortSignal,
  options: WorkerOptions,
): Worker {
  const byName = new Map(handlers.map((handler) => [handler.job.name, handler]));
  const worker = new Worker(
    queue,
    async (job, token) => {
      const handler = byName.get(job.name);
      if (!handler) throw new Error(`No handler for the job ${job.name}.`);
      await runJob(ctx, handler, job, token, shutdown);
    },
    {
      connection: options.connection,
      prefix: options.prefix,
      concurrency: options.concurrency,
      lockDuration: options.lockSeconds * 1_000,
      stalledInterval: options.lockSeconds * 500,
      // A deployment survives any number of dying workers: its steps are recorded.
      maxStalledCount: 1_000,
    },
  );
  worker.on('error', (error) => ctx.logger.warn({ err: error, queue }, 'queue connection failed'));
  return worker;
}
