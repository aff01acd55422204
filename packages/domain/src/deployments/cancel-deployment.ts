import type { Deployment } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import type { Ctx } from '../context';
import { runDeploymentJob } from './deployment.jobs';
import { DeploymentModel, type DeploymentRow } from './deployment.model';
import { isFinal, toDeployment } from './deployment.reply';
import { releaseEnded } from './ending/release-ended';
import { channelOf } from './events/append-events';
import { canceledError } from './run/cancel-watch';

/**
 * Stops a deployment. One that waits or is blocked ends at once; one that runs is told to stop, restores what was there and then ends
 * canceled. A second call changes nothing. Throws `deployment.not_found`, and `deployment.finished` when it has ended or
 * is already removing the old version.
 */
export async function cancelDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  const row = (await cancelWaiting(ctx, id)) ?? (await askToStop(ctx, id)) ?? (await explainRefusal(ctx, id));
  return toDeployment(row);
}

/** Cancels every deployment of an app that has not ended; what already commits is left to end. */
export async function cancelDeploymentsOf(ctx: Ctx, app: string): Promise<void> {
  const open = await DeploymentModel.find(
    { team: ctx.team, app, status: { $in: ['queued', 'blocked', 'running'] } },
    { _id: 1 },
  ).lean();
  for (const { _id } of open) {
    const id = String(_id);
    (await cancelWaiting(ctx, id)) ?? (await askToStop(ctx, id));
  }
}

async function cancelWaiting(ctx: Ctx, id: string): Promise<DeploymentRow | null> {
  const now = ctx.now();
  const row = await DeploymentModel.findOneAndUpdate(
    { _id: id, team: ctx.team, status: { $in: ['queued', 'blocked'] } },
    {
      $set: {
        status: 'canceled',
        cancelRequestedAt: now,
        endedAt: now,
        canceledBy: ctx.actor.name,
        reason: { code: 'deployment.canceled', message: canceledError(ctx.actor.name).publicMessage },
        configuration: null,
        endPending: true,
      },
    },
    { returnDocument: 'after' },
  ).lean();
  if (!row) return null;
  await ctx.queues.remove(runDeploymentJob, { team: ctx.team, deployment: id });
  await releaseEnded(ctx, id);
  return row;
}

async function askToStop(ctx: Ctx, id: string): Promise<DeploymentRow | null> {
  const row = await DeploymentModel.findOneAndUpdate(
    { _id: id, team: ctx.team, status: 'running', committedAt: null },
    { $set: { cancelRequestedAt: ctx.now(), canceledBy: ctx.actor.name } },
    { returnDocument: 'after' },
  ).lean();
  if (row) await ctx.signals.publish(channelOf(id));
  return row;
}

async function explainRefusal(ctx: Ctx, id: string): Promise<never> {
  const row = await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean();
  if (!row) throw new AppError('deployment.not_found', 'The deployment does not exist.');
  const sentence = isFinal(row)
    ? `The deployment has already ended: ${row.status}.`
    : 'The new version already serves and the old one is being removed; roll back instead.';
  throw new AppError('deployment.finished', sentence, { details: { deployment: id } });
}
