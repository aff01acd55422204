import { claimApp, listBusyApps } from '../../apps';
import type { Ctx } from '../../context';
import { type ActiveFreezes, activeFreezes } from '../../freezes';
import { runDeploymentJob } from '../deployment.jobs';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { holdInFreeze } from './hold-in-freeze';

type Queued = Pick<DeploymentRow, '_id' | 'app' | 'trigger' | 'freezeOverride'>;

/**
 * Lets the team's oldest queued deployments start: one per app at a time, and never more than the team's share. The
 * rest wait in MongoDB, not in the queue, so a team with 500 waiting stands in nobody's way. What a freeze holds that began
 * while it waited becomes blocked instead. Safe to call at any time. `freezes` are those that hold now, when known.
 */
export async function admitDeployments(ctx: Ctx, freezes?: ActiveFreezes): Promise<void> {
  const refused = new Set<string>();
  for (;;) {
    const busy = await listBusyIds(ctx);
    const free = ctx.limits.teamConcurrency - busy.size;
    if (free <= 0) return;
    const page = await listNext(ctx, [...busy, ...refused], free);
    if (page.length === 0) return;
    const holding = freezes ?? (await activeFreezes(ctx, [ctx.team], ctx.now()));
    const isFrozen = holding.hasAny(ctx.team);
    let held = 0;
    for (const next of onePerApp(page)) {
      if (isFrozen && (await holdInFreeze(ctx, next))) held += 1;
      // Another worker was faster, or the app is gone and what is left of it takes none of the share.
      else if (!(await admit(ctx, next))) refused.add(String(next.app));
    }
    if (page.length < free && held === 0) return;
  }
}

async function admit(ctx: Ctx, { _id, app }: Queued): Promise<boolean> {
  const deployment = String(_id);
  if (!(await claimApp(ctx, String(app), deployment))) return false;
  await ctx.queues.enqueue(runDeploymentJob, { team: ctx.team, deployment });
  return true;
}

/** The oldest of each app: a later one waits for its end. */
function onePerApp(page: Queued[]): Queued[] {
  const oldest = new Map<string, Queued>();
  for (const row of page) if (!oldest.has(String(row.app))) oldest.set(String(row.app), row);
  return [...oldest.values()];
}

async function listBusyIds(ctx: Ctx): Promise<Set<string>> {
  return new Set((await listBusyApps(ctx)).map(({ id }) => id));
}

async function listNext(ctx: Ctx, busy: string[], limit: number): Promise<Queued[]> {
  const fields = { app: 1, trigger: 1, freezeOverride: 1 };
  return DeploymentModel.find({ team: ctx.team, status: 'queued', app: { $nin: busy } }, fields)
    .sort({ createdAt: 1, _id: 1 })
    .limit(limit)
    .lean();
}
