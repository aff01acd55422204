import type { Ctx } from '../context';
import { DeploymentModel } from './deployment.model';
import { removeEvents } from './events/read-events';

const batchSize = 200;

/** Removes the history of an app: its deployments and all they said. Safe to run again after being cut off. */
export async function removeDeployments(ctx: Ctx, app: string): Promise<void> {
  for (;;) {
    const rows = await DeploymentModel.find({ team: ctx.team, app }, { _id: 1 }).limit(batchSize).lean();
    if (rows.length === 0) return;
    const ids = rows.map((row) => String(row._id));
    await removeEvents(ctx, ids);
    await DeploymentModel.deleteMany({ team: ctx.team, _id: { $in: ids } });
  }
}
