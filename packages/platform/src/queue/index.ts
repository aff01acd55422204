import { type JobsOptions, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { z } from 'zod';

/** A job whose payload does not matter here. */
export interface AnyJob {
  name: string;
  queue: string;
}

/** What a job is: its name, queue, payload, id and retries. The handler stands in apps/worker. */
export interface JobDefinition<Payload> extends AnyJob {
  payload: z.ZodType<Payload>;
  /** The same payload gives the same id: a second enqueue of what still waits is no second job. No `:` in it. */
  jobId: (payload: Payload) => string;
  options: JobsOptions;
}

/** Types a job definition from its payload schema. Finished jobs leave Redis at once, so that their id is free again. */
export function defineJob<Payload>(
  job: Omit<JobDefinition<Payload>, 'options'> & { options?: JobsOptions },
): JobDefinition<Payload> {
  return { ...job, options: { removeOnComplete: true, removeOnFail: true, ...job.options } };
}

/** Puts jobs into Redis. MongoDB is the truth and a job a hint: write the row first, then enqueue. */
export interface JobQueues {
  enqueue<Payload>(job: JobDefinition<Payload>, payload: Payload, options?: { delayMs?: number }): Promise<void>;
  /** Removes a job that has not started; nothing happens when it has, or is not there. */
  remove<Payload>(job: JobDefinition<Payload>, payload: Payload): Promise<void>;
  close(): Promise<void>;
}

/** Queues over one Redis connection, opened when first used. `prefix` keeps two installations on one Redis apart. */
export function createQueues(redis: Redis, prefix: string): JobQueues {
  const queues = new Map<string, Queue>();
  const queueOf = (name: string): Queue => {
    const known = queues.get(name) ?? new Queue(name, { connection: redis, prefix });
    queues.set(name, known);
    return known;
  };
  return {
    enqueue: async (job, payload, options = {}) => {
      const delay = options.delayMs === undefined ? {} : { delay: options.delayMs };
      await queueOf(job.queue).add(job.name, payload, { ...job.options, ...delay, jobId: job.jobId(payload) });
    },
    remove: async (job, payload) => {
      await queueOf(job.queue).remove(job.jobId(payload));
    },
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/**
 * A Redis connection that outlives outages. `blocking: true` for BullMQ workers and subscribers: they wait for Redis to
 * come back; others fail a command after a few tries, so that a request is answered 503 instead of hanging.
 */
export function connectRedis(url: string, options: { blocking: boolean }): Redis {
  return new Redis(url, {
    maxRetriesPerRequest: options.blocking ? null : 2,
    enableReadyCheck: true,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
}
