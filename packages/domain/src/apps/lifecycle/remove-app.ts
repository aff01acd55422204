import { AppError } from '@oatfin/platform/errors';
import type { Ctx, SystemCtx } from '../../context';
import { AppModel, type AppRow } from '../app.model';
import { findApp, getApp } from '../find-app';

/** An app of some team, for sweeps. */
export interface TeamApp {
  team: string;
  id: string;
}

/** Throws `app.deleting` when the app is being deleted: nothing may be made from it any more. */
export function requireStaying(row: AppRow): void {
  if (row.deletingAt) throw new AppError('app.deleting', `The app "${row.name}" is being deleted.`);
}

/** Throws `app.deleting`, and `app.expired` when the time of a temporary app is over: what is deployed would be torn down. */
export function requireDeployable(ctx: Ctx, row: AppRow): void {
  requireStaying(row);
  if (row.expiresAt && row.expiresAt <= ctx.now()) {
    throw new AppError('app.expired', `The time of the app "${row.name}" is over; set a later end first.`);
  }
}

/**
 * Marks an app as being deleted; again is harmless. Throws `app.not_found`, and `app.needed` naming the apps that
 * depend on it. An app that starts to depend on it at the same moment is either seen here or refused there.
 */
export async function markDeleting(ctx: Ctx, id: string): Promise<AppRow> {
  const row = await getApp(ctx, id);
  if (row.deletingAt) return row;
  await requireNotNeeded(ctx, row);
  const deletingAt = ctx.now();
  await AppModel.updateOne({ _id: row._id, team: ctx.team, deletingAt: null }, { deletingAt });
  try {
    await requireNotNeeded(ctx, row);
  } catch (error) {
    await AppModel.updateOne({ _id: row._id, team: ctx.team, deletingAt }, { deletingAt: null });
    throw error;
  }
  return (await findApp(ctx, id)) ?? { ...row, deletingAt };
}

/** Removes the row of an app whose infrastructure is gone. Again is harmless. */
export async function removeAppRow(ctx: Ctx, id: string): Promise<void> {
  await AppModel.deleteOne({ _id: id, team: ctx.team });
}

/** Apps of every team that are being deleted, for the sweep that finishes what a dead worker left. */
export async function listDeletingApps(ctx: SystemCtx): Promise<TeamApp[]> {
  const rows = await AppModel.find({ deletingAt: { $lte: ctx.now() } }, { team: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
  return rows.map(toTeamApp);
}

/** Temporary apps of every team whose time has come and that still stand. */
export async function listExpiredApps(_ctx: SystemCtx, now: Date): Promise<TeamApp[]> {
  const rows = await AppModel.find({ expiresAt: { $lte: now }, deletingAt: null, stoppedAt: null }, { team: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
  return rows.map(toTeamApp);
}

async function requireNotNeeded(ctx: Ctx, row: AppRow): Promise<void> {
  const needing = await AppModel.find({ team: ctx.team, 'dependsOn.app': row._id, deletingAt: null }, { name: 1 })
    .sort({ nameKey: 1 })
    .limit(10)
    .lean();
  if (needing.length === 0) return;
  const names = needing.map(({ name }) => `"${name}"`).join(', ');
  throw new AppError('app.needed', `The app "${row.name}" is needed by ${names}.`, {
    details: { apps: needing.map(({ _id }) => String(_id)) },
  });
}

function toTeamApp(row: Pick<AppRow, '_id' | 'team'>): TeamApp {
  return { team: String(row.team), id: String(row._id) };
}
