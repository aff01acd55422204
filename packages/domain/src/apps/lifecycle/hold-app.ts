import type { Ctx, SystemCtx } from '../../context';
import { AppModel, type LastDeployment, type Serving } from '../app.model';

/**
 * One deployment at a time: true for the caller that got the app, again for the same deployment. False while another
 * holds it, when it is gone, and when it is being deleted unless it is claimed for that.
 */
export async function claimApp(
  ctx: Ctx,
  app: string,
  deployment: string,
  options: { forTeardown?: boolean } = {},
): Promise<boolean> {
  const alive = options.forTeardown ? {} : { deletingAt: null };
  const { matchedCount } = await AppModel.updateOne(
    { _id: app, team: ctx.team, activeDeployment: { $in: [null, deployment] }, ...alive },
    { activeDeployment: deployment },
  );
  return matchedCount === 1;
}

/**
 * Gives the app up; with `serving` it says in the same write what serves now (null: nothing). Does nothing unless this
 * deployment holds the app, so a second call is harmless.
 */
export async function releaseApp(
  ctx: Ctx,
  app: string,
  deployment: string,
  change: { serving?: Serving | null } = {},
): Promise<void> {
  const serving = change.serving === undefined ? {} : servingChange(change.serving);
  await AppModel.updateOne(
    { _id: app, team: ctx.team, activeDeployment: deployment },
    { activeDeployment: null, ...serving },
  );
}

/** Says what serves now, while this deployment holds the app; does nothing when it no longer does. */
export async function setServing(ctx: Ctx, app: string, deployment: string, serving: Serving | null): Promise<void> {
  await AppModel.updateOne({ _id: app, team: ctx.team, activeDeployment: deployment }, servingChange(serving));
}

/** So many deployments an app shows. */
const recent = 5;

/** Keeps what the app shows of its last deployment, also where that stands among the recent ones. */
export async function recordLastDeployment(ctx: Ctx, app: string, lastDeployment: LastDeployment): Promise<void> {
  const told = { $literal: lastDeployment };
  const recentDeployments = {
    $map: {
      input: { $ifNull: ['$recentDeployments', []] },
      as: 'one',
      in: { $cond: [{ $eq: ['$$one.id', lastDeployment.id] }, told, '$$one'] },
    },
  };
  const change = [{ $set: { lastDeployment: told, recentDeployments } }];
  await AppModel.updateOne({ _id: app, team: ctx.team }, change, { updatePipeline: true });
}

/** Keeps, for apps of many teams at once, what they show of a deployment just made, unless it has since told more. */
export async function recordNewDeployments(
  _ctx: SystemCtx,
  made: { team: string; app: string; lastDeployment: LastDeployment }[],
): Promise<void> {
  if (made.length === 0) return;
  const operations = made.map(({ team, app, lastDeployment }) => ({
    updateOne: {
      filter: {
        ...{ _id: app, team, 'lastDeployment.id': { $ne: lastDeployment.id } },
        'recentDeployments.id': { $ne: lastDeployment.id },
      },
      update: {
        $set: { lastDeployment },
        $push: { recentDeployments: { $each: [lastDeployment], $position: 0, $slice: recent } },
      },
    },
  }));
  await AppModel.bulkWrite(operations);
}

/** Number of the team's apps that a deployment holds. */
export async function countBusyApps(ctx: Ctx): Promise<number> {
  return AppModel.countDocuments({ team: ctx.team, activeDeployment: { $ne: null } });
}

/** The team's apps that a deployment holds. */
export async function listBusyApps(ctx: Ctx): Promise<{ id: string; deployment: string }[]> {
  const rows = await AppModel.find({ team: ctx.team, activeDeployment: { $ne: null } }, { activeDeployment: 1 }).lean();
  return rows.map((row) => ({ id: String(row._id), deployment: String(row.activeDeployment) }));
}

/** Every team's apps that a deployment holds: for the sweep that frees those whose deployment has ended. */
export async function listBusyAppsOfAllTeams(
  _ctx: SystemCtx,
): Promise<{ team: string; id: string; deployment: string }[]> {
  const rows = await AppModel.find({ activeDeployment: { $ne: null } }, { team: 1, activeDeployment: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
  return rows.map((row) => ({
    team: String(row.team),
    id: String(row._id),
    deployment: String(row.activeDeployment),
  }));
}

/** Whatever comes up anew is healthy and no longer stopped; what nothing serves has no health. */
function servingChange(serving: Serving | null) {
  return serving ? { serving, health: 'healthy', stoppedAt: null } : { serving, health: null };
}
