import { claimApp, listBusyApps } from '../../apps';
import type { Ctx } from '../../context';
import { activeFreezes } from '../../freezes';
import { runDeploymentJob } from '../deployment.jobs';
import { DeploymentModel } from '../deployment.model';
import { holdInFreeze } from './hold-in-freeze';

/**
 * Lets the team's oldest queued deployments start: one per app at a time, and never more than the team's share. The
 * rest wait in MongoDB, not in the queue, so a team with 500 waiting stands in nobody's way. What a freeze holds that began
 * while it waited becomes blocked instead. Safe to call at any time.
 */
export async function admitDeployments(ctx: Ctx): Promise<void> {
  let busy = await listBusyIds(ctx);
  const refused: string[] = [];
  let hasFreeze: Promise<boolean> | null = null;
  const mayBeHeld = () =>
    (hasFreeze ??= activeFreezes(ctx, [ctx.team], ctx.now()).then(({ hasAny }) => hasAny(ctx.team)));
  while (busy.size < ctx.limits.teamConcurrency) {
    const next = await findNext(ctx, [...busy, ...refused]);
    if (!next) return;
    if ((await mayBeHeld()) && (await holdInFreeze(ctx, next))) continue;
    const [app, deployment] = [String(next.app), String(next._id)];
    if (await claimApp(ctx, app, deployment)) {
      busy.add(app);
      await ctx.queues.enqueue(runDeploymentJob, { team: ctx.team, deployment });
    } else {
      // Another worker was faster, or the app is gone: a deployment left of such a one takes none of the team's share.
      refused.push(app);
      busy = await listBusyIds(ctx);
    }
  }
}

async function listBusyIds(ctx: Ctx): Promise<Set<string>> {
  return new Set((await listBusyApps(ctx)).map(({ id }) => id));
}

async function findNext(ctx: Ctx, busy: string[]) {
  return DeploymentModel.findOne(
    { team: ctx.team, status: 'queued', app: { $nin: busy } },
    { app: 1, trigger: 1, freezeOverride: 1 },
  )
    .sort({ createdAt: 1, _id: 1 })
    .lean();
}
