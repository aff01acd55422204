import { claimApp, listBusyApps } from '../../apps';
import type { Ctx } from '../../context';
import { runDeploymentJob } from '../deployment.jobs';
import { DeploymentModel } from '../deployment.model';

/**
 * Lets the team's oldest queued deployments start: one per app at a time, and never more than the team's share. The
 * rest wait in MongoDB, not in the queue, so a team with 500 waiting stands in nobody's way. Safe to call at any time.
 */
export async function admitDeployments(ctx: Ctx): Promise<void> {
  const busy = new Set((await listBusyApps(ctx)).map(({ id }) => id));
  while (busy.size < ctx.limits.teamConcurrency) {
    const next = await findNext(ctx, [...busy]);
    if (!next) return;
    const [app, deployment] = [String(next.app), String(next._id)];
    if (await claimApp(ctx, app, deployment))
      await ctx.queues.enqueue(runDeploymentJob, { team: ctx.team, deployment });
    busy.add(app);
  }
}

async function findNext(ctx: Ctx, busy: string[]) {
  return DeploymentModel.findOne({ team: ctx.team, status: 'queued', app: { $nin: busy } }, { app: 1 })
    .sort({ _id: 1 })
    .lean();
}
