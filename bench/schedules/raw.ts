import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

const done = { removeOnComplete: true, removeOnFail: true };

/** The peer: a producer and a worker of bare BullMQ on the same Redis, without a database behind it. */
export interface Raw {
  /** Adds one by one; gives the number per second. */
  insert(count: number): Promise<number>;
  /** Removes what insert added, one by one; gives the number per second. */
  cancel(): Promise<number>;
  /** How late so many jobs start that are due at one instant. */
  burst(count: number, dueAt: Date): Promise<number[]>;
  close(): Promise<void>;
}

/** Opens the queue; `burst` starts a worker process of its own each time. */
export function openRaw(url: string): Raw {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const prefix = `raw-${randomBytes(4).toString('hex')}`;
  const queue = new Queue('raw', { connection, prefix });
  let ids: string[] = [];
  return {
    insert: async (count) => {
      const day = 24 * 60 * 60_000;
      ids = Array.from({ length: count }, (_, index) => `job-${index}`);
      const start = performance.now();
      for (const jobId of ids) await queue.add('fire', { dueAt: 0 }, { ...done, jobId, delay: day });
      return perSecond(count, start);
    },
    cancel: async () => {
      const start = performance.now();
      for (const id of ids) await queue.remove(id);
      return perSecond(ids.length, start);
    },
    burst: async (count, dueAt) => {
      const jobs = Array.from({ length: count }, () => ({
        name: 'fire',
        data: { dueAt: dueAt.getTime() },
        opts: { ...done, delay: Math.max(1, dueAt.getTime() - Date.now()) },
      }));
      for (let start = 0; start < count; start += 1_000) {
        const some = jobs.slice(start, start + 1_000);
        const now = Date.now();
        await queue.addBulk(some.map((job) => ({ ...job, opts: { ...job.opts, delay: dueAt.getTime() - now } })));
      }
      return runWorker(url, prefix, count);
    },
    close: async () => {
      await queue.obliterate({ force: true });
      await queue.close();
      connection.disconnect();
    },
  };
}

function runWorker(url: string, prefix: string, count: number): Promise<number[]> {
  const worker = fork(`${__dirname}/raw-worker.ts`, [url, prefix], { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (said: 'ready' | number | { late: number[] }) => {
      if (said === count) worker.send('all');
      if (typeof said !== 'object') return;
      worker.kill();
      resolve(said.late);
    });
  });
}

/** How many per second since `start`. */
export function perSecond(count: number, start: number): number {
  return Math.round((count * 1_000) / (performance.now() - start));
}
