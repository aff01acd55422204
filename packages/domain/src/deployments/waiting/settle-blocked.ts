import type { Reason } from '@oatfin/contracts';
import { recordLastDeployment } from '../../apps';
import type { Ctx } from '../../context';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { toSummary } from '../deployment.reply';
import { appendEvents } from '../events/append-events';
import { judgeBlocked } from './judge-blocked';

/** What a blocked deployment was made: null when it stays blocked, or was no more. */
export type Settled = 'queued' | 'failed' | null;

/**
 * Does with a blocked deployment what its dependencies and freezes call for. Whoever gets `queued` admits, whoever gets
 * `failed` passes the end on; of several callers at once only one does.
 */
export async function settleBlocked(ctx: Ctx, id: string): Promise<Settled> {
  const row = await DeploymentModel.findOne({ _id: id, team: ctx.team, status: 'blocked' }).lean();
  if (!row) return null;
  const verdict = await judgeBlocked(ctx, row);
  if (verdict.status === 'failed') return failBlocked(ctx, id, verdict.reason);
  return verdict.status === 'queued' ? queueBlocked(ctx, id) : sayWhy(ctx, row, verdict.reason);
}

/** Ends a blocked deployment failed; null when it was not blocked any more. */
export async function failBlocked(ctx: Ctx, id: string, reason: Reason): Promise<'failed' | null> {
  const ended = { status: 'failed', reason, endedAt: ctx.now(), endPending: true, configuration: null };
  const { modifiedCount } = await DeploymentModel.updateOne(
    { _id: id, team: ctx.team, status: 'blocked' },
    { $set: ended },
  );
  return modifiedCount === 1 ? 'failed' : null;
}

async function queueBlocked(ctx: Ctx, id: string): Promise<'queued' | null> {
  const row = await DeploymentModel.findOneAndUpdate(
    { _id: id, team: ctx.team, status: 'blocked' },
    { $set: { status: 'queued', reason: null } },
    { returnDocument: 'after' },
  ).lean();
  if (!row) return null;
  await appendEvents(ctx, id, [{ kind: 'status', data: { status: 'queued', reason: null } }]);
  await recordLastDeployment(ctx, String(row.app), toSummary(row));
  return 'queued';
}

/** It stays blocked; when for another reason than before, that is told. */
async function sayWhy(ctx: Ctx, row: DeploymentRow, reason: Reason): Promise<null> {
  if (row.reason?.message === reason.message) return null;
  const { modifiedCount } = await DeploymentModel.updateOne(
    { _id: row._id, team: ctx.team, status: 'blocked', 'reason.message': row.reason?.message ?? null },
    { $set: { reason } },
  );
  if (modifiedCount === 0) return null;
  await appendEvents(ctx, String(row._id), [{ kind: 'status', data: { status: 'blocked', reason } }]);
  return null;
}
