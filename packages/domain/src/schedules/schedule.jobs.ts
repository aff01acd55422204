import { defineJob } from '@oatfin/platform/queue';
import { z } from 'zod';

/**
 * Wakes a worker at the instant a run is due; what it then starts is decided in MongoDB. A run that was moved has a new
 * version, so that its old job, should it survive, is another one.
 */
export const startRunsJob = defineJob({
  name: 'schedule.fire',
  queue: 'schedules',
  payload: z.object({ team: z.string(), run: z.string(), version: z.number(), dueAt: z.iso.datetime() }),
  jobId: ({ run, version }) => `${run}-${version}`,
  options: { attempts: 10, backoff: { type: 'fixed', delay: 2_000 } },
});
