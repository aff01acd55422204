import type { App, CreateAppBody } from '@oatfin/contracts';
import { Types } from 'mongoose';
import type { Ctx } from '../context';
import { AppModel } from './app.model';
import { toApp } from './app.reply';
import { applyChanges, blankSettings } from './app.settings';
import { requireDependenciesStay } from './dependencies/dependency.rules';
import { insertApp } from './names/insert-app';

/**
 * Creates an app; nothing is deployed. Throws `app.invalid`, `app.name_reserved` or `target.unsupported` with every
 * fault, and `app.name_taken`.
 */
export async function createApp(ctx: Ctx, input: CreateAppBody): Promise<App> {
  const settings = await applyChanges(ctx, blankSettings, input, null);
  const row = await insertApp(ctx, { ...settings, _id: new Types.ObjectId(), clonedFrom: null, deletingAt: null });
  try {
    await requireDependenciesStay(ctx, row);
  } catch (error) {
    await AppModel.deleteOne({ _id: row._id, team: ctx.team });
    throw error;
  }
  return toApp(ctx, row);
}
