import { finalStatuses } from '@oatfin/contracts';
import { actForTeam, type Ctx, type SystemCtx } from '../../context';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { listBlockedBy, releaseEnded } from '../ending/release-ended';
import { admitDeployments } from '../queueing/admit-deployments';
import { failBlocked, settleBlocked } from './settle-blocked';

/**
 * Looks at a blocked deployment again. It is queued when all it waits for has succeeded and no freeze holds it, fails when
 * a dependency did not succeed or it may wait no longer, and else stays as it is. Safe to run twice and at once.
 */
export async function reviewBlocked(ctx: Ctx, id: string): Promise<void> {
  const settled = await settleBlocked(ctx, id);
  if (settled === 'failed') await releaseEnded(ctx, id);
  if (settled === 'queued') await admitDeployments(ctx);
}

/** Reviews those of the rows that something they wait for has already decided. */
export async function reviewAll(system: SystemCtx, rows: DeploymentRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ended = await listEnded(rows);
  for (const row of rows) {
    const isDecided = row.waitsFor.some(({ deployment }) => ended.has(String(deployment)));
    if (isDecided) await reviewBlocked(actForTeam(system, String(row.team)), String(row._id));
  }
}

/** Looks again at all that freezes hold in the team: to be called when one of them has changed. */
export async function reviewFrozen(ctx: Ctx): Promise<void> {
  const filter = { team: ctx.team, status: 'blocked' as const, 'reason.code': 'freeze' };
  for (const { _id } of await DeploymentModel.find(filter, { _id: 1 }).lean()) await reviewBlocked(ctx, String(_id));
}

/**
 * Fails all that waits for a deployment which will never be (missed, or canceled before its time), with `dependency_failed`
 * and this sentence, and what waits for that in turn. Safe to run twice.
 */
export async function failWaitingFor(ctx: Ctx, deployment: string, sentence: string): Promise<void> {
  const reason = { code: 'dependency_failed', message: sentence };
  for (const id of await listBlockedBy(ctx, deployment)) {
    if (await failBlocked(ctx, id, reason)) await releaseEnded(ctx, id);
  }
}

async function listEnded(rows: DeploymentRow[]): Promise<Set<string>> {
  const teams = [...new Set(rows.map(({ team }) => String(team)))];
  const ids = rows.flatMap(({ waitsFor }) => waitsFor.map(({ deployment }) => deployment));
  const filter = { team: { $in: teams }, _id: { $in: ids }, status: { $in: [...finalStatuses] } };
  const ended = await DeploymentModel.find(filter, { _id: 1 }).lean();
  return new Set(ended.map(({ _id }) => String(_id)));
}
