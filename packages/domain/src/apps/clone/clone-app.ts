import type { App, CloneAppBody, ManifestEntry } from '@oatfin/contracts';
import { Types } from 'mongoose';
import type { Ctx } from '../../context';
import { AppModel, type AppRow } from '../app.model';
import { toApp } from '../app.reply';
import { applyChanges, type Settings, settingsOf } from '../app.settings';
import { resealContainers } from '../containers/stored-container';
import { requireDependenciesStay } from '../dependencies/dependency.rules';
import { walkDependencies } from '../dependencies/walk-dependencies';
import { getApp } from '../find-app';
import { requireStaying } from '../lifecycle/remove-app';
import { insertApp, insertCopy, type NewApp } from '../names/insert-app';
import { describeClone } from './manifest';

/** A copy, what became of each part of its source, and the copies of its dependencies when these were asked for. */
export interface Clone {
  app: App;
  manifest: ManifestEntry[];
  dependencies?: App[];
}

/** A copy that is to be made. */
interface Draft {
  source: AppRow;
  copy: NewApp;
  /** Whether the request names it; else it gets the first free name after its source's. */
  isNamed: boolean;
}

/** Copies that a dead process left unfinished are swept away after this long. */
const unfinishedAfterMs = 60_000;

/**
 * Copies an app; every call makes a new copy. Fields of the body override; containers given by name keep the source's
 * secrets by the rules of an update. With `withDependencies` the whole graph is copied, each app once, and the copies
 * depend on each other; environment and expiry of the body hold for all of them. All or nothing.
 * Throws `app.not_found`, `app.deleting` and what createApp throws.
 */
export async function cloneApp(ctx: Ctx, source: string, body: CloneAppBody): Promise<Clone> {
  const original = await getApp(ctx, source);
  requireStaying(original);
  const settings = await applyChanges(ctx, copyable(original), body, null);
  const root = { source: original, copy: newCopy(original, settings), isNamed: body.name !== undefined };
  const dependencies = body.withDependencies ? await draftDependencies(ctx, root, body) : [];
  const [app, ...others] = await insertAll(ctx, rewire([root, ...dependencies]));
  return {
    app: toApp(ctx, app),
    manifest: await describeClone(ctx, { source: original, settings, copy: app, dependencies: others }),
    ...(body.withDependencies ? { dependencies: others.map((row) => toApp(ctx, row)) } : {}),
  };
}

/** What a copy takes over: all but the end of a temporary app. */
function copyable(row: AppRow): Settings {
  return { ...settingsOf(row), expiresAt: null, expiryWarnedAt: null };
}

function newCopy(source: AppRow, settings: Settings): NewApp {
  return { ...settings, _id: new Types.ObjectId(), clonedFrom: source._id, deletingAt: null };
}

async function draftDependencies(ctx: Ctx, root: Draft, body: CloneAppBody): Promise<Draft[]> {
  const { environment, expiresAt } = root.copy;
  const shared = { expiresAt, ...(body.environment === undefined ? {} : { environment }) };
  const drafts: Draft[] = [];
  const first = root.copy.dependsOn.map(({ app }) => String(app));
  for await (const source of walkDependencies(ctx, first)) {
    requireStaying(source);
    drafts.push({ source, copy: newCopy(source, { ...copyable(source), ...shared }), isNamed: false });
  }
  return drafts;
}

/** Makes copies depend on copies: where a dependency was copied too, its copy takes its place. */
function rewire(drafts: [Draft, ...Draft[]]): [Draft, ...Draft[]] {
  const copies = new Map(drafts.map(({ source, copy }) => [String(source._id), copy._id]));
  const rewired = (draft: Draft): Draft => {
    const dependsOn = draft.copy.dependsOn.map(({ app, leadMinutes }) => ({
      app: copies.get(String(app)) ?? app,
      leadMinutes,
    }));
    return { ...draft, copy: { ...draft.copy, dependsOn } };
  };
  const [root, ...others] = drafts;
  return [rewired(root), ...others.map(rewired)];
}

/**
 * Stores all copies or none. Several begin as apps that are to be deleted a minute from now and are let live together at
 * the end, so that the sweep removes what a process that died half-way left.
 */
async function insertAll(ctx: Ctx, [root, ...others]: [Draft, ...Draft[]]): Promise<[AppRow, ...AppRow[]]> {
  const ids = [root, ...others].map(({ copy }) => copy._id);
  const isCopy = new Set(ids.map(String));
  try {
    const deletingAt = others.length === 0 ? null : new Date(ctx.now().getTime() + unfinishedAfterMs);
    const first = await insertOne(ctx, root, deletingAt);
    const rest: AppRow[] = [];
    for (const draft of others) rest.push(await insertOne(ctx, draft, deletingAt));
    const elsewhere = first.dependsOn.filter(({ app }) => !isCopy.has(String(app)));
    await requireDependenciesStay(ctx, { _id: first._id, dependsOn: elsewhere });
    if (deletingAt) await AppModel.updateMany({ team: ctx.team, _id: { $in: ids } }, { deletingAt: null });
    return [{ ...first, deletingAt: null }, ...rest.map((row) => ({ ...row, deletingAt: null }))];
  } catch (error) {
    await AppModel.deleteMany({ team: ctx.team, _id: { $in: ids } });
    throw error;
  }
}

async function insertOne(ctx: Ctx, { source, copy, isNamed }: Draft, deletingAt: Date | null): Promise<AppRow> {
  const app = { ...copy, containers: resealContainers(ctx, copy.containers), deletingAt };
  return isNamed ? insertApp(ctx, app) : insertCopy(ctx, app, source.name);
}
