import { defineJob } from '@oatfin/platform/queue';
import { z } from 'zod';

/** Removes all that runs of an app. Tried again, ever more slowly, until the target has confirmed that nothing is left. */
export const tearDownAppJob = defineJob({
  name: 'app.tear_down',
  queue: 'teardowns',
  payload: z.object({ team: z.string(), app: z.string() }),
  jobId: ({ app }) => `app-tear-down-${app}`,
  options: { attempts: 12, backoff: { type: 'exponential', delay: 500 } },
});
