import { defineJob } from '@oatfin/platform/queue';
import { z } from 'zod';

/** Plans that stand on this app's name or dependencies are to be made anew. */
export const appGraphChangedJob = defineJob({
  name: 'app.graph_changed',
  queue: 'apps',
  payload: z.object({ team: z.string(), app: z.string() }),
  jobId: ({ app }) => `app-graph-${app}`,
});
