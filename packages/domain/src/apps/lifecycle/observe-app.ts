import type { Ctx, SystemCtx } from '../../context';
import { AppModel, type AppRow, type Serving } from '../app.model';
import type { TeamApp } from './remove-app';

/** Says that nothing of the app runs any more, while its record stays. */
export async function markStopped(ctx: Ctx, id: string): Promise<void> {
  const stopped = { stoppedAt: ctx.now(), serving: null, health: null };
  await AppModel.updateOne({ _id: id, team: ctx.team }, stopped);
}

/** Keeps what was last seen of an app that serves; an app of which nothing serves has no health. */
export async function setHealth(ctx: Ctx, id: string, health: 'healthy' | 'degraded'): Promise<void> {
  await AppModel.updateOne({ _id: id, team: ctx.team, serving: { $ne: null } }, { health });
}

/** Apps of every team of which something serves. */
export async function listServingApps(_ctx: SystemCtx): Promise<(TeamApp & { host: string; serving: Serving })[]> {
  const rows = await AppModel.find({ 'serving.release': { $gt: '' } }, { team: 1, host: 1, serving: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
  return rows.flatMap(({ _id, team, host, serving }) =>
    serving ? [{ id: String(_id), team: String(team), host, serving }] : [],
  );
}

/** An app of the team that pulls with these registry credentials; null when none does. */
export async function findAppUsingRegistry(ctx: Ctx, registry: string): Promise<AppRow | null> {
  return AppModel.findOne({ team: ctx.team, 'containers.registry': registry }).lean();
}
