import { type Deployment, type DeploymentStatus, finalStatuses } from '@oatfin/contracts';
import type { Types } from 'mongoose';
import type { Ctx, SystemCtx } from '../context';
import { DeploymentModel } from './deployment.model';
import { toDeployment } from './deployment.reply';

/** The deployment; null when there is none (yet). */
export async function findDeployment(ctx: Ctx, id: string): Promise<Deployment | null> {
  const row = await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean();
  return row && toDeployment(row);
}

/** How the deployments with these ids stand; those that do not exist are left out. */
export async function listStatuses(ctx: Ctx, ids: Types.ObjectId[]): Promise<Map<string, DeploymentStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await DeploymentModel.find({ team: ctx.team, _id: { $in: ids } }, { status: 1 }).lean();
  return new Map(rows.map((row) => [String(row._id), row.status]));
}

/** The same for deployments of any teams. */
export async function listStatusesOfAllTeams(
  _ctx: SystemCtx,
  ids: Types.ObjectId[],
): Promise<Map<string, DeploymentStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await DeploymentModel.find({ _id: { $in: ids } }, { status: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
  return new Map(rows.map((row) => [String(row._id), row.status]));
}

/** The deployment of each of these schedules that has not ended, by schedule, of any teams. */
export async function listActiveOf(_ctx: SystemCtx, schedules: Types.ObjectId[]): Promise<Map<string, string>> {
  if (schedules.length === 0) return new Map();
  const rows = await DeploymentModel.find(
    { schedule: { $in: schedules }, status: { $nin: [...finalStatuses] } },
    { schedule: 1 },
  )
    .setOptions({ acrossTeams: true })
    .lean();
  return new Map(rows.map((row) => [String(row.schedule), String(row._id)]));
}
