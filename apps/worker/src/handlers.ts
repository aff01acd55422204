import { sweepBlocked, sweepDeployments } from '@oatfin/domain/deployments';
import { allJobs } from '@oatfin/domain/jobs';
import { sweepNotifications } from '@oatfin/domain/notifications';
import { observeApps, routeTraffic } from '@oatfin/domain/observing';
import { sweepTeardowns, warnOfExpiry } from '@oatfin/domain/teardowns';
import { runDeploymentHandler } from './deployments/run-deployment.handler';
import { mailNotificationHandler } from './notifications/mail-notification.handler';
import { assertEveryJobHandledOnce } from './runtime/handle-job';
import type { Sweep } from './runtime/repeat';
import { fireScheduleHandler } from './schedules/fire-schedule.handler';
import { replanHandler } from './schedules/replan.handler';
import { settleRunHandler } from './schedules/settle-run.handler';
import { scheduleSweeps } from './schedules/sweeps';
import { tearDownAppHandler } from './teardowns/tear-down-app.handler';

export const handlers = [
  runDeploymentHandler,
  tearDownAppHandler,
  mailNotificationHandler,
  fireScheduleHandler,
  settleRunHandler,
  replanHandler,
];
assertEveryJobHandledOnce(allJobs, handlers);

/** What mends itself, and how often. */
export const sweeps: Sweep[] = [
  { name: 'deployments', everySeconds: 30, run: sweepDeployments },
  { name: 'blocked deployments', everySeconds: 5, run: sweepBlocked },
  { name: 'teardowns', everySeconds: 30, run: sweepTeardowns },
  { name: 'expiry warnings', everySeconds: 60, run: warnOfExpiry },
  { name: 'notifications', everySeconds: 60, run: sweepNotifications },
  ...scheduleSweeps,
  { name: 'traffic', everySeconds: 3, run: routeTraffic },
  { name: 'apps', everySeconds: 10, run: observeApps },
];
