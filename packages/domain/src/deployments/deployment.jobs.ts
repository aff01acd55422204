import { defineJob } from '@oatfin/platform/queue';
import { z } from 'zod';

/** One deployment, from its first step to its end. Retried when the outside world is away; resumed when its worker dies. */
export const runDeploymentJob = defineJob({
  name: 'deployment.run',
  queue: 'deployments',
  payload: z.object({ team: z.string(), deployment: z.string() }),
  jobId: ({ deployment }) => `deployment-run-${deployment}`,
  options: { attempts: 4, backoff: { type: 'exponential', delay: 1_000 } },
});

/** A deployment that was planned has ended, so that its schedule hears of it. Its handler is safe to run twice. */
export const deploymentEndedJob = defineJob({
  name: 'deployment.ended',
  queue: 'deployment-ends',
  payload: z.object({ team: z.string(), deployment: z.string() }),
  jobId: ({ deployment }) => `deployment-ended-${deployment}`,
  options: { attempts: 6, backoff: { type: 'exponential', delay: 1_000 } },
});
