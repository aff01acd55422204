import type { AnyJob } from '@oatfin/platform/queue';
import { appGraphChangedJob } from './apps';
import { deploymentEndedJob, runDeploymentJob } from './deployments';
import { mailNotificationJob } from './notifications';
import { startRunsJob } from './schedules';
import { tearDownAppJob } from './teardowns';

/** Every job of the product. The worker refuses to start when one has no handler, or two. */
export const allJobs: AnyJob[] = [
  runDeploymentJob,
  deploymentEndedJob,
  tearDownAppJob,
  mailNotificationJob,
  startRunsJob,
  appGraphChangedJob,
];
