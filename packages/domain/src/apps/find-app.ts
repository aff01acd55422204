import { AppError } from '@oatfin/platform/errors';
import { Types } from 'mongoose';
import type { Ctx, SystemCtx } from '../context';
import { AppModel, type AppRow } from './app.model';

const idPattern = /^[0-9a-f]{24}$/;

/** The team's app; null when there is none, or the id is none. Asked often, so mongoose is left out. */
export async function findApp(ctx: Ctx, id: string): Promise<AppRow | null> {
  if (!idPattern.test(id)) return null;
  const [_id, team] = [new Types.ObjectId(id), new Types.ObjectId(ctx.team)];
  return AppModel.collection.findOne<AppRow>({ _id, team });
}

/** The team's app. Throws `app.not_found`, also for another team's. */
export async function getApp(ctx: Ctx, id: string): Promise<AppRow> {
  const row = await findApp(ctx, id);
  if (!row) throw new AppError('app.not_found', 'The app does not exist.');
  return row;
}

/** Apps of any teams by id, for what starts due runs of all teams at once; those that are gone are left out. */
export async function listAppsOfAllTeams(_ctx: SystemCtx, ids: Types.ObjectId[]): Promise<AppRow[]> {
  return AppModel.find({ _id: { $in: ids } })
    .setOptions({ acrossTeams: true })
    .lean();
}
