import { listBusyAppsOfAllTeams, releaseApp } from '../../apps';
import { actForTeam, type SystemCtx } from '../../context';
import { runDeploymentJob } from '../deployment.jobs';
import { DeploymentModel } from '../deployment.model';
import { isFinal } from '../deployment.reply';
import { releaseEnded } from '../ending/release-ended';
import { admitDeployments } from './admit-deployments';

const undisturbedMs = 10_000;

/**
 * Makes the queue say what MongoDB says: started deployments have a job again (after Redis lost it), ended ones hold no
 * app any more, ends that nobody was told of are told, and whoever may start does. Run at start and every minute by every worker; safe to run at any time.
 */
export async function sweepDeployments(ctx: SystemCtx): Promise<void> {
  for (const busy of await listBusyAppsOfAllTeams(ctx)) await mendBusyApp(ctx, busy);
  await passOnEnds(ctx);
  const teams = await DeploymentModel.distinct('team', { status: 'queued' }).setOptions({ acrossTeams: true });
  for (const team of teams) await admitDeployments(actForTeam(ctx, String(team)));
}

/** Ends without a run whose worker died right after writing them; what has only just ended is left to its own. */
async function passOnEnds(system: SystemCtx): Promise<void> {
  const before = new Date(system.now().getTime() - undisturbedMs);
  const rows = await DeploymentModel.find({ endPending: true, endedAt: { $lt: before } }, { team: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
  for (const { _id, team } of rows) await releaseEnded(actForTeam(system, String(team)), String(_id));
}

async function mendBusyApp(system: SystemCtx, busy: { team: string; id: string; deployment: string }): Promise<void> {
  // A teardown holds it under the app's own id; the sweep of teardowns sees to that.
  if (busy.deployment === busy.id) return;
  const ctx = actForTeam(system, busy.team);
  const row = await DeploymentModel.findOne({ _id: busy.deployment, team: busy.team }, { status: 1 }).lean();
  if (!row) return releaseApp(ctx, busy.id, busy.deployment);
  if (isFinal(row)) return releaseEnded(ctx, busy.deployment);
  await ctx.queues.enqueue(runDeploymentJob, { team: busy.team, deployment: busy.deployment });
}
