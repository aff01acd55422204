import type { Ctx, SystemCtx } from '../../context';
import { AppModel, type AppRow } from '../app.model';

/** The app and every app that depends on it, directly or over others. */
export async function listDependents(ctx: Ctx, app: AppRow['_id']): Promise<AppRow['_id'][]> {
  const seen = new Map([[String(app), app]]);
  let level = [app];
  while (level.length > 0) {
    const rows = await AppModel.find({ team: ctx.team, 'dependsOn.app': { $in: level } }, { _id: 1 }).lean();
    level = rows.map(({ _id }) => _id).filter((id) => !seen.has(String(id)));
    for (const id of level) seen.set(String(id), id);
  }
  return [...seen.values()];
}

/** Apps of every team whose place in the graph changed and whose plans are still the old ones. */
export async function listGraphChanges(_ctx: SystemCtx): Promise<{ team: string; id: string }[]> {
  const rows = await AppModel.find({ graphChangedAt: { $type: 'date' } }, { team: 1 })
    .setOptions({ acrossTeams: true })
    .limit(500)
    .lean();
  return rows.map((row) => ({ team: String(row.team), id: String(row._id) }));
}

/** Says that the plans are made anew, unless the graph has changed again since `graphChangedAt`. */
export async function clearGraphChange(ctx: Ctx, app: AppRow['_id'], graphChangedAt: Date): Promise<void> {
  await AppModel.updateOne({ _id: app, team: ctx.team, graphChangedAt }, { $set: { graphChangedAt: null } });
}
