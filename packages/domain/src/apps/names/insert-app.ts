import { fieldError } from '@oatfin/platform/errors';
import { isDuplicateKey } from '@oatfin/platform/mongo';
import { Types } from 'mongoose';
import type { Ctx } from '../../context';
import { getTeamSlug } from '../../teams';
import { AppModel, type AppRow } from '../app.model';
import type { Settings } from '../app.settings';
import { copyNamesOf, nameKeyOf } from './app-name.rules';
import { hostsOf } from './host.rules';

/** An app before it has its name key, host and history. */
export type NewApp = Settings & Pick<AppRow, '_id' | 'clonedFrom' | 'deletingAt'>;

/** Names asked about in one query when a copy looks for a free one. */
const namesAtOnce = 25;

/** Stores an app under the first free host of its name. Throws `app.name_taken`. */
export async function insertApp(ctx: Ctx, app: NewApp): Promise<AppRow> {
  const row = await tryInsert(ctx, app, await getTeamSlug(ctx, ctx.team));
  if (!row) throw nameTaken(app.name);
  return row;
}

/** Stores a copy under the first free name after its source's: `api-copy`, `api-copy-2`, … also when many do so at once. */
export async function insertCopy(ctx: Ctx, app: NewApp, sourceName: string): Promise<AppRow> {
  const names = copyNamesOf(sourceName);
  const slug = await getTeamSlug(ctx, ctx.team);
  for (;;) {
    for (const name of await freeNames(ctx, names)) {
      const row = await tryInsert(ctx, { ...app, name }, slug);
      if (row) return row;
    }
  }
}

/** 409: another app of the team has this name, or one that compares equal. */
export function nameTaken(name: string) {
  return fieldError('app.name_taken', 'name', `Another app of this team is named "${name}" already.`);
}

/**
 * The app as stored; null when its name is taken. Written by the driver itself: the request was parsed, the row is typed,
 * and mongoose would only take longer to find the same.
 */
async function tryInsert(ctx: Ctx, app: NewApp, slug: string): Promise<AppRow | null> {
  const team = new Types.ObjectId(ctx.team);
  for (const host of hostsOf(app.name, slug, String(app._id))) {
    const row: AppRow = { ...app, ...freshState(ctx, app.name), host, team };
    try {
      await AppModel.collection.insertOne(row);
      return row;
    } catch (error) {
      if (isDuplicateKey(error, 'nameKey')) return null;
      if (!isDuplicateKey(error, 'host')) throw error;
    }
  }
  throw new Error(`No host is free for the app ${app._id}.`);
}

/** Nothing was deployed yet. */
function freshState(ctx: Ctx, name: string) {
  const now = ctx.now();
  return {
    ...{ nameKey: nameKeyOf(name), version: 1, createdAt: now, updatedAt: now },
    ...{
      activeDeployment: null,
      serving: null,
      lastDeployment: null,
      recentDeployments: [],
      stoppedAt: null,
      graphChangedAt: null,
      health: null,
    },
  };
}

/** The next names that nobody had when asked. */
async function freeNames(ctx: Ctx, names: Generator<string>): Promise<string[]> {
  const next = Array.from({ length: namesAtOnce }, () => String(names.next().value));
  const taken = await AppModel.find({ team: ctx.team, nameKey: { $in: next.map(nameKeyOf) } }, { nameKey: 1 }).lean();
  const keys = new Set(taken.map((row) => row.nameKey));
  return next.filter((name) => !keys.has(nameKeyOf(name)));
}
