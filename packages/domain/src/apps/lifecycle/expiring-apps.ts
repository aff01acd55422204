import type { Ctx, SystemCtx } from '../../context';
import { AppModel, type AppRow } from '../app.model';

/** Apps of every team that end until `until` and still stand. */
export async function listExpiringApps(ctx: SystemCtx, until: Date): Promise<AppRow[]> {
  return AppModel.find({ expiresAt: { $gt: ctx.now(), $lte: until }, deletingAt: null, stoppedAt: null })
    .setOptions({ acrossTeams: true })
    .lean();
}

/** Keeps that its team was told that the app ends, unless its end has changed since. */
export async function recordExpiryWarning(ctx: Ctx, { _id, expiresAt }: AppRow): Promise<void> {
  await AppModel.updateOne({ _id, team: ctx.team, expiresAt }, { expiryWarnedAt: ctx.now() });
}
