import type { Ctx } from '../../context';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { appendEvents } from '../events/append-events';
import { findFreezeOf } from '../waiting/judge-blocked';
import { heldReason } from '../waiting/waiting.reasons';

/** Blocks a queued deployment that a freeze holds now; false when none does. */
export async function holdInFreeze(
  ctx: Ctx,
  row: Pick<DeploymentRow, '_id' | 'app' | 'trigger' | 'freezeOverride'>,
): Promise<boolean> {
  const freeze = await findFreezeOf(ctx, row);
  if (!freeze) return false;
  const reason = heldReason(freeze);
  const { modifiedCount } = await DeploymentModel.updateOne(
    { _id: row._id, team: ctx.team, status: 'queued' },
    { $set: { status: 'blocked', reason } },
  );
  if (modifiedCount === 0) return true;
  await appendEvents(ctx, String(row._id), [{ kind: 'status', data: { status: 'blocked', reason } }]);
  return true;
}
