import { recordLastDeployment, releaseApp } from '../../apps';
import type { Ctx } from '../../context';
import { deploymentEndedJob } from '../deployment.jobs';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { isFinal, toSummary } from '../deployment.reply';
import { appendEvents } from '../events/append-events';
import { hasStatusEvent } from '../events/read-events';
import { admitDeployments } from '../queueing/admit-deployments';
import { settleBlocked } from '../waiting/settle-blocked';

/**
 * For a deployment that has ended: tells it, gives its app up, lets what waited for it start (or fail, and so on down the
 * chain), and admits the next one. Safe to run twice.
 */
export async function releaseEnded(ctx: Ctx, id: string): Promise<void> {
  const row = await findEnded(ctx, id);
  if (!row) return;
  const ended = [row];
  for (const one of ended) ended.push(...(await passOn(ctx, one)));
  await admitDeployments(ctx);
}

/** Those that failed because this one did not succeed. */
async function passOn(ctx: Ctx, row: DeploymentRow): Promise<DeploymentRow[]> {
  const id = String(row._id);
  await announceEnd(ctx, row);
  await recordLastDeployment(ctx, String(row.app), toSummary(row));
  await releaseApp(ctx, String(row.app), id);
  const failed = await settleWaitingFor(ctx, id);
  if (row.dueAt) await ctx.queues.enqueue(deploymentEndedJob, { team: ctx.team, deployment: id });
  if (row.endPending) await DeploymentModel.updateOne({ _id: id, team: ctx.team }, { $unset: { endPending: 1 } });
  return failed;
}

async function settleWaitingFor(ctx: Ctx, id: string): Promise<DeploymentRow[]> {
  const failed: DeploymentRow[] = [];
  for (const waiting of await listBlockedBy(ctx, id)) {
    if ((await settleBlocked(ctx, waiting)) !== 'failed') continue;
    const row = await findEnded(ctx, waiting);
    if (row) failed.push(row);
  }
  return failed;
}

/** Ids of the blocked deployments that wait for this one. */
export async function listBlockedBy(ctx: Ctx, id: string): Promise<string[]> {
  const filter = { team: ctx.team, 'waitsFor.deployment': id, status: 'blocked' as const };
  const rows = await DeploymentModel.find(filter, { _id: 1 }).lean();
  return rows.map(({ _id }) => String(_id));
}

async function findEnded(ctx: Ctx, id: string): Promise<DeploymentRow | null> {
  const row = await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean();
  return row && isFinal(row) ? row : null;
}

/** The final status is told exactly once, also when the worker died right after writing it. */
async function announceEnd(ctx: Ctx, row: DeploymentRow): Promise<void> {
  const id = String(row._id);
  if (await hasStatusEvent(ctx, id, row.status)) return;
  await appendEvents(ctx, id, [{ kind: 'status', data: { status: row.status, reason: row.reason } }]);
}
