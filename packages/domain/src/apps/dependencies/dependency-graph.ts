import type { DependencyGraph } from '@oatfin/contracts';
import type { z } from 'zod';
import type { Ctx } from '../../context';
import { AppModel } from '../app.model';
import { statusOf } from '../app.reply';

/** As many apps as can be drawn, and more than any team has had. */
const mostApps = 1_000;

const fields = {
  name: 1,
  environment: 1,
  dependsOn: 1,
  deletingAt: 1,
  activeDeployment: 1,
  stoppedAt: 1,
  serving: 1,
  health: 1,
};

/** The team's apps by name, and who needs whom among them. */
export async function readDependencyGraph(ctx: Ctx): Promise<z.infer<typeof DependencyGraph>> {
  const rows = await AppModel.find({ team: ctx.team }, fields).sort({ nameKey: 1 }).limit(mostApps).lean();
  const shown = new Set(rows.map(({ _id }) => String(_id)));
  return {
    apps: rows.map((row) => ({
      ...{ id: String(row._id), name: row.name, environment: row.environment, status: statusOf(row) },
    })),
    edges: rows.flatMap((row) =>
      row.dependsOn
        .map(({ app, leadMinutes }) => ({ app: String(row._id), dependsOn: String(app), leadMinutes }))
        .filter(({ dependsOn }) => shown.has(dependsOn)),
    ),
  };
}
