import express, { type Express } from 'express';
import { appRoutes } from './apps/app.routes';
import { auditRoutes } from './audit/audit.routes';
import { deploymentRoutes } from './deployments/deployment.routes';
import { docsPage } from './docs/page';
import { freezeRoutes } from './freezes/freeze.routes';
import { createAuthenticate } from './http/authenticate';
import { dashboard } from './http/dashboard';
import type { ApiDeps } from './http/edge';
import { healthRoutes } from './http/health';
import { measureRequests } from './http/metrics';
import { mountRoutes } from './http/mount';
import { answerProblems, refuseUnknown } from './http/refuse';
import { logRequests } from './http/request-log';
import type { Route } from './http/route';
import { secureHeaders } from './http/security';
import { imageRoutes } from './images/image.routes';
import { mailboxPages } from './mailbox/mailbox.pages';
import { notificationRoutes } from './notifications/notification.routes';
import { observingRoutes } from './observing/observing.routes';
import { openApiRoutes } from './openapi/serve-document';
import { registryRoutes } from './registries/registry.routes';
import { revisionRoutes } from './revisions/revision.routes';
import { scheduleRoutes } from './schedules/schedule.routes';
import { systemRoutes } from './system/system.routes';
import { teamRoutes } from './teams/team.routes';
import { teardownRoutes } from './teardowns/teardown.routes';
import { authRoutes } from './users/auth.routes';
import { userRoutes } from './users/user.routes';

/** The whole API, as data: served below, walked by the tests, written into the OpenAPI document. */
export const routes: Route[] = [
  // One line each.
  ...authRoutes,
  ...userRoutes,
  ...teamRoutes,
  ...registryRoutes,
  ...imageRoutes,
  ...systemRoutes,
  ...appRoutes,
  ...revisionRoutes,
  ...deploymentRoutes,
  ...scheduleRoutes,
  ...freezeRoutes,
  ...auditRoutes,
  ...observingRoutes,
  ...teardownRoutes,
  ...notificationRoutes,
];

/** The API and the dashboard as one Express app; nothing listens yet. Tests of the edge bring a table of their own. */
export function buildApp(deps: ApiDeps, table: Route[] = routes): Express {
  const app = express();
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by').disable('etag');
  app.use(logRequests(deps.logger), measureRequests(deps.metrics), secureHeaders());
  app.use(healthRoutes(deps), docsPage(), openApiRoutes(deps, table));
  app.use(mountRoutes({ ...deps, authenticate: createAuthenticate(deps.base.secrets) }, table));
  if (deps.base.hasMailbox) app.use(mailboxPages());
  if (deps.webDir !== null) app.use(dashboard(deps.webDir));
  app.use(refuseUnknown, answerProblems(deps));
  return app;
}
