import type { Deployment } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { recordAudit } from '../../audit';
import type { Ctx } from '../../context';
import { DeploymentModel } from '../deployment.model';
import { getDeployment, getDeploymentRow } from '../deployment.service';
import { appendEvents } from '../events/append-events';
import { reviewBlocked } from './review-blocked';

/**
 * Lets one deployment through the freeze that holds it; who did so and why stays with it and in the audit trail. Throws
 * `deployment.not_found`, and `deployment.not_frozen` when no freeze holds it.
 */
export async function overrideFreeze(ctx: Ctx, id: string, reason: string): Promise<Deployment> {
  const [by, at] = [ctx.actor.name, ctx.now()];
  const row = await DeploymentModel.findOneAndUpdate(
    { _id: id, team: ctx.team, status: 'blocked', 'reason.code': 'freeze', freezeOverride: null },
    { $set: { freezeOverride: { by, reason, at } } },
  ).lean();
  if (!row) return refuse(ctx, id);
  await recordAudit(ctx, { act: 'deployment.override_freeze', object: { kind: 'deployment', id }, reason });
  const text = `${by} lets it through the freeze: ${reason}`;
  await appendEvents(ctx, id, [{ kind: 'log', data: { at: at.toISOString(), step: null, stream: 'oatfin', text } }]);
  await reviewBlocked(ctx, id);
  return getDeployment(ctx, id);
}

async function refuse(ctx: Ctx, id: string): Promise<never> {
  const { status } = await getDeploymentRow(ctx, id);
  const sentence = `No freeze holds this deployment: it is ${status.replace('_', ' ')}.`;
  throw new AppError('deployment.not_frozen', sentence, { details: { deployment: id } });
}
