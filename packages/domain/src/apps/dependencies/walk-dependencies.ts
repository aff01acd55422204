import type { Ctx } from '../../context';
import { AppModel, type AppRow } from '../app.model';

/** Every app reachable from `ids` over dependencies, each once, nearest first; one query per level. */
export async function* walkDependencies(ctx: Ctx, ids: string[]): AsyncGenerator<AppRow> {
  const seen = new Set(ids);
  let level = [...seen];
  while (level.length > 0) {
    const rows = await AppModel.find({ team: ctx.team, _id: { $in: level } }).lean();
    yield* rows;
    const next = rows.flatMap((row) => row.dependsOn.map(({ app }) => String(app))).filter((id) => !seen.has(id));
    level = [...new Set(next)];
    for (const id of level) seen.add(id);
  }
}

/** Every app that `root` depends on, directly or over others, each once. */
export async function readDependencies(ctx: Ctx, root: Pick<AppRow, 'dependsOn'>): Promise<AppRow[]> {
  const apps: AppRow[] = [];
  for await (const app of walkDependencies(
    ctx,
    root.dependsOn.map((edge) => String(edge.app)),
  ))
    apps.push(app);
  return apps;
}
