import type { App, ListAppsQuery } from '@oatfin/contracts';
import { paginate } from '@oatfin/platform/paging';
import type { Ctx } from '../../context';
import { AppModel } from '../app.model';
import { statusFilter, toApp } from '../app.reply';
import { nameKeyOf } from '../names/app-name.rules';

const sorts = { name: 'nameKey', createdAt: 'createdAt', updatedAt: 'updatedAt' };

/** A page of the team's apps: one query over one index. Throws `request.cursor_invalid`. */
export async function listApps(ctx: Ctx, query: ListAppsQuery): Promise<{ apps: App[]; nextCursor: string | null }> {
  const { search, status, environment } = query;
  const paging = paginate(query, sorts, { search, status, environment });
  const where = {
    ...(status ? statusFilter[status] : {}),
    ...(environment ? { environment } : {}),
    ...(search ? { nameKey: { $regex: escapeRegex(nameKeyOf(search)) } } : {}),
  };
  const found = await AppModel.find({ team: ctx.team, ...where, ...paging.filter })
    .sort(paging.sort)
    .limit(paging.limit)
    .lean();
  const { rows, nextCursor } = paging.toPage(found);
  return { apps: rows.map((row) => toApp(ctx, row)), nextCursor };
}

/** Makes a text match itself: what people search for is no pattern. */
function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
