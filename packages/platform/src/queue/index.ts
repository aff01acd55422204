import { type JobsOptions, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { hint } from '../hint';

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

/**
 * Puts jobs into Redis. MongoDB is the truth and a job a hint: write the row first, then enqueue. While Redis is away a
 * hint is lost, not the work: that is logged, the caller goes on, and the job's sweep puts it in later.
 */
export interface JobQueues {
  enqueue<Payload>(job: JobDefinition<Payload>, payload: Payload, options?: { delayMs?: number }): Promise<void>;
  /** Removes a job that has not started; nothing happens when it has, or is not there. */
  remove<Payload>(job: JobDefinition<Payload>, payload: Payload): Promise<void>;
  close(): Promise<void>;
}

/** Queues over one Redis connection, opened when first used. `prefix` keeps two installations on one Redis apart. */
export function createQueues(redis: Redis, prefix: string, logger: Logger): JobQueues {
  const queues = new Map<string, Queue>();
  const queueOf = (name: string): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { connection: redis, prefix });
    queue.on('error', (error) => logger.debug({ err: error, queue: name }, 'queue connection failed'));
    queues.set(name, queue);
    return queue;
  };
  return {
    enqueue: async (job, payload, options = {}) => {
      const delay = options.delayMs === undefined ? {} : { delay: options.delayMs };
      const jobId = job.jobId(payload);
      await hint(logger, jobId, () => queueOf(job.queue).add(job.name, payload, { ...job.options, ...delay, jobId }));
    },
    remove: async (job, payload) => {
      const jobId = job.jobId(payload);
      await hint(logger, jobId, () => queueOf(job.queue).remove(jobId));
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
export function connectRedis(url: string, options: { blocking: boolean; logger: Logger }): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: options.blocking ? null : 2,
    enableReadyCheck: true,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  redis.on('error', (error) => options.logger.warn({ err: error }, 'redis connection failed'));
  return redis;
}
