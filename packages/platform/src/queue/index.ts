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

const pageSize = 5_000;

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
  /** `runAt`: not before this instant; without it at once. */
  enqueue<Payload>(job: JobDefinition<Payload>, payload: Payload, options?: { runAt?: Date }): Promise<void>;
  /** Removes a job that has not started; nothing happens when it has, or is not there. */
  remove<Payload>(job: JobDefinition<Payload>, payload: Payload): Promise<void>;
  /** Many at once, for reconcilers: throws when Redis is away. Those that are there already stay as they are. */
  enqueueMany<Payload>(job: JobDefinition<Payload>, entries: { payload: Payload; runAt: Date }[]): Promise<void>;
  /** Ids of the jobs of its queue that have not started, for reconcilers: throws when Redis is away. */
  listWaiting(job: AnyJob): Promise<string[]>;
  /** Removes waiting jobs by id; those that have started stay. Throws when Redis is away. */
  removeMany(job: AnyJob, jobIds: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Queues over one Redis connection, opened when first used. `prefix` keeps two installations on one Redis apart. */
export function createQueues(redis: Redis, options: { prefix: string; logger: Logger; now: () => Date }): JobQueues {
  const { prefix, logger } = options;
  const queues = new Map<string, Queue>();
  const queueOf = (name: string): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { connection: redis, prefix });
    queue.on('error', (error) => logger.debug({ err: error, queue: name }, 'queue connection failed'));
    queues.set(name, queue);
    return queue;
  };
  /** BullMQ keeps `timestamp + delay`: so that the queue holds the very instant, in UTC. */
  const optionsOf = <Payload>(job: JobDefinition<Payload>, payload: Payload, runAt?: Date): JobsOptions => {
    const now = options.now().getTime();
    const when = runAt ? { timestamp: now, delay: Math.max(0, runAt.getTime() - now) } : {};
    return { ...job.options, ...when, jobId: job.jobId(payload) };
  };
  return {
    enqueue: async (job, payload, { runAt } = {}) => {
      await hint(logger, job.jobId(payload), () =>
        queueOf(job.queue).add(job.name, payload, optionsOf(job, payload, runAt)),
      );
    },
    remove: async (job, payload) => {
      const jobId = job.jobId(payload);
      await hint(logger, jobId, () => queueOf(job.queue).remove(jobId));
    },
    enqueueMany: async (job, entries) => {
      await queueOf(job.queue).addBulk(
        entries.map(({ payload, runAt }) => ({ name: job.name, data: payload, opts: optionsOf(job, payload, runAt) })),
      );
    },
    listWaiting: (job) => listWaiting(queueOf(job.queue)),
    removeMany: async (job, jobIds) => {
      const queue = queueOf(job.queue);
      for (const jobId of jobIds) await queue.remove(jobId);
    },
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** Read page by page: a queue may hold a million. */
async function listWaiting(queue: Queue): Promise<string[]> {
  const ids: string[] = [];
  for (const state of ['delayed', 'wait', 'prioritized', 'active'] as const) {
    for (let start = 0; ; start += pageSize) {
      const page = await queue.getRanges([state], start, start + pageSize - 1, true);
      ids.push(...page);
      if (page.length < pageSize) break;
    }
  }
  return ids;
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
