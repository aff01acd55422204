import { isDeepStrictEqual } from 'node:util';
import type { App, UpdateAppBody } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { isDuplicateKey } from '@oatfin/platform/mongo';
import type { Ctx } from '../context';
import { appGraphChangedJob } from './app.jobs';
import { AppModel, type AppRow } from './app.model';
import { toApp } from './app.reply';
import { applyChanges, type Settings, settingsOf } from './app.settings';
import { requireDependenciesStay, requireNoCycle } from './dependencies/dependency.rules';
import { getApp } from './find-app';
import { requireStaying } from './lifecycle/remove-app';
import { nameKeyOf } from './names/app-name.rules';
import { nameTaken } from './names/insert-app';

/**
 * Changes what is given; what runs stays as it is until the next deployment. Of two changes at once both are kept when
 * they are of different fields, else the later throws `app.changed`. Throws also what createApp throws,
 * `app.not_found`, `app.deleting` and `app.dependency_cycle`.
 */
export async function updateApp(ctx: Ctx, id: string, changes: UpdateAppBody): Promise<App> {
  const seen = await getApp(ctx, id);
  for (let row = seen; ; row = await getApp(ctx, id)) {
    requireStaying(row);
    const settings = await applyChanges(ctx, settingsOf(row), changes, id);
    requireUntouched(seen, row, settings, changes);
    if (changes.dependsOn) await requireNoCycle(ctx, { ...settings, _id: row._id });
    const stored = await store(ctx, row, settings);
    if (!stored) continue;
    if (changes.dependsOn) await requireStillSound(ctx, stored, row);
    if (stored.graphChangedAt) await ctx.queues.enqueue(appGraphChangedJob, { team: ctx.team, app: id });
    return toApp(ctx, stored);
  }
}

/** Throws `app.changed` when somebody else changed one of these fields since this call began, to something else. */
function requireUntouched(seen: AppRow, row: AppRow, wanted: Settings, changes: UpdateAppBody): void {
  if (seen.version === row.version) return;
  const fields = ['name', 'environment', 'target', 'containers', 'dependsOn'] as const;
  const given = [
    ...fields.filter((field) => changes[field] !== undefined),
    ...(changes.expiresAt === undefined && changes.ttlHours === undefined ? [] : (['expiresAt'] as const)),
  ];
  const changed = given.filter((field) => !isSame(row[field], seen[field]));
  const lost = changed.filter((field) => !isSame(row[field], wanted[field]));
  if (lost.length === 0) return;
  const errors = lost.map((path) => ({ path, message: 'Somebody else changed this at the same time.' }));
  throw new AppError('app.changed', 'Somebody else changed the app at the same time; read it again.', { errors });
}

/** The row after the change, the same row when there is none; null when the row is no longer the one that was read. */
async function store(ctx: Ctx, row: AppRow, settings: Settings): Promise<AppRow | null> {
  if (isSame(settingsOf(row), settings)) return row;
  const isOther = row.name !== settings.name || !isSame(row.dependsOn, settings.dependsOn);
  const graph = isOther ? { graphChangedAt: ctx.now() } : {};
  const change = { ...settings, ...graph, nameKey: nameKeyOf(settings.name), updatedAt: ctx.now() };
  try {
    return await AppModel.findOneAndUpdate(
      { _id: row._id, team: ctx.team, version: row.version, deletingAt: null },
      { $set: change, $inc: { version: 1 } },
      { returnDocument: 'after' },
    ).lean();
  } catch (error) {
    if (isDuplicateKey(error, 'nameKey')) throw nameTaken(settings.name);
    throw error;
  }
}

/** Two edges drawn at once may close a cycle, or point to an app that goes: then this change is taken back. */
async function requireStillSound(ctx: Ctx, stored: AppRow, before: AppRow): Promise<void> {
  try {
    await requireNoCycle(ctx, stored);
    await requireDependenciesStay(ctx, stored);
  } catch (error) {
    await takeBack(ctx, stored, before);
    throw error;
  }
}

/** Restores what was before; when somebody else has changed the app since, at least the edges that must not stay. */
async function takeBack(ctx: Ctx, stored: AppRow, before: AppRow): Promise<void> {
  const id = { _id: stored._id, team: ctx.team };
  const all = { ...settingsOf(before), nameKey: before.nameKey, updatedAt: before.updatedAt };
  const { matchedCount } = await AppModel.updateOne(
    { ...id, version: stored.version },
    { $set: all, $inc: { version: 1 } },
  );
  if (matchedCount === 1) return;
  await AppModel.updateOne(id, { $set: { dependsOn: before.dependsOn }, $inc: { version: 1 } });
}

/** Compared as JSON: an id read from MongoDB and one made here are built differently. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(toPlain(one), toPlain(other));
}

function toPlain(value: unknown): unknown {
  return value === null ? null : JSON.parse(JSON.stringify(value));
}
