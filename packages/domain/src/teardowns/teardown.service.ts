import type { App } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import type { TargetCall } from '@oatfin/providers/targets';
import {
  type AppRow,
  claimApp,
  findApp,
  listBusyAppsOfAllTeams,
  listDeletingApps,
  listExpiredApps,
  markDeleting,
  markStopped,
  releaseApp,
  removeAppRow,
  toApp,
} from '../apps';
import { actForTeam, type Ctx, type SystemCtx } from '../context';
import { cancelDeploymentsOf, removeDeployments } from '../deployments';
import { removeRevisions } from '../revisions';
import { cancelSchedulesOf } from '../schedules';
import { tearDownAppJob } from './teardown.jobs';

/**
 * Deletes an app: from now on nothing can be deployed to it; what runs is torn down and then its rows go. A second call
 * changes nothing. Throws `app.not_found`, `app.needed`.
 */
export async function deleteApp(ctx: Ctx, id: string): Promise<App> {
  const row = await markDeleting(ctx, id);
  await cancelSchedulesOf(ctx, id);
  await cancelDeploymentsOf(ctx, id);
  await ctx.queues.enqueue(tearDownAppJob, { team: ctx.team, app: id });
  return toApp(ctx, row);
}

/**
 * Tears an app down once no deployment holds it. An app that is being deleted goes with its history; one whose time has
 * come keeps its record; one that has got a later end is let go. Safe to run twice. Throws to be run again: while a deployment still ends, and while something
 * is left on the target (`target.leftovers`).
 */
export async function tearDownApp(ctx: Ctx, id: string, signal: AbortSignal): Promise<void> {
  const app = await findApp(ctx, id);
  if (!app) return;
  if (!isDue(ctx, app)) return releaseApp(ctx, id, id);
  await cancelDeploymentsOf(ctx, id);
  if (!(await claimApp(ctx, id, id, { forTeardown: true }))) {
    throw new AppError('target.unavailable', 'A deployment of the app is still ending.');
  }
  await ctx.providers.target(app.target.kind).destroy({ team: ctx.team, app: id }, quietCall(ctx, id, signal));
  await (app.deletingAt ? forget(ctx, id) : retire(ctx, id));
}

/**
 * Sees to it that every app to be torn down has a job: those being deleted, temporary ones whose time has come, and those
 * that a teardown took and did not let go.
 */
export async function sweepTeardowns(ctx: SystemCtx): Promise<void> {
  const taken = (await listBusyAppsOfAllTeams(ctx)).filter(({ id, deployment }) => id === deployment);
  const due = [...(await listDeletingApps(ctx)), ...(await listExpiredApps(ctx, ctx.now())), ...taken];
  for (const { team, id } of due) {
    await actForTeam(ctx, team).queues.enqueue(tearDownAppJob, { team, app: id });
  }
}

function isDue(ctx: Ctx, app: AppRow): boolean {
  const isExpired = app.expiresAt !== null && app.expiresAt <= ctx.now() && app.stoppedAt === null;
  return app.deletingAt !== null || isExpired;
}

async function forget(ctx: Ctx, id: string): Promise<void> {
  await removeDeployments(ctx, id);
  await removeRevisions(ctx, id);
  await removeAppRow(ctx, id);
}

async function retire(ctx: Ctx, id: string): Promise<void> {
  await markStopped(ctx, id);
  await releaseApp(ctx, id, id);
}

/** A teardown has no deployment whose log it could write to. */
function quietCall(ctx: Ctx, app: string, signal: AbortSignal): TargetCall {
  return { signal, log: (text) => ctx.logger.info({ app, text }, 'teardown progress') };
}
