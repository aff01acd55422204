import type { Reason } from '@oatfin/contracts';
import { findApp } from '../../apps';
import type { Ctx } from '../../context';
import { findFreeze } from '../../freezes';
import { DeploymentModel, type DeploymentRow, type WaitingForRow } from '../deployment.model';
import { isFinal } from '../deployment.reply';
import { dependencyFailed, heldReason, tooLate, waitsForReason } from './waiting.reasons';

/** What is to become of a blocked deployment: it may start, goes on waiting, or fails. */
export type Verdict =
  | { status: 'queued'; reason: null }
  | { status: 'blocked'; reason: Reason; open: WaitingForRow[] }
  | { status: 'failed'; reason: Reason };

/** Judges a blocked deployment by how its dependencies ended, the freezes that hold now, and how long it may wait. */
export async function judgeBlocked(ctx: Ctx, row: DeploymentRow): Promise<Verdict> {
  const verdict = (await judgeDependencies(ctx, row)) ?? (await judgeFreeze(ctx, row));
  const { notAfter } = row;
  if (verdict.status === 'failed' || notAfter === null || ctx.now() <= notAfter) return verdict;
  // What held it may have ended since, but too late: nothing starts by itself after that.
  const open = verdict.status === 'blocked' ? verdict.open : row.waitsFor;
  return { status: 'failed', reason: tooLate(verdict.reason ?? row.reason, open, notAfter) };
}

async function judgeDependencies(ctx: Ctx, { waitsFor }: DeploymentRow): Promise<Verdict | null> {
  if (waitsFor.length === 0) return null;
  const ids = waitsFor.map(({ deployment }) => deployment);
  const rows = await DeploymentModel.find({ team: ctx.team, _id: { $in: ids } }, { status: 1, reason: 1 }).lean();
  const found = new Map(rows.map((row) => [String(row._id), row]));
  const open: WaitingForRow[] = [];
  for (const dependency of waitsFor) {
    const known = found.get(String(dependency.deployment));
    if (known?.status === 'succeeded') continue;
    if (known && isFinal(known)) return { status: 'failed', reason: dependencyFailed(dependency, known) };
    open.push(dependency);
  }
  return open.length > 0 ? { status: 'blocked', reason: waitsForReason(open), open } : null;
}

async function judgeFreeze(ctx: Ctx, row: DeploymentRow): Promise<Verdict> {
  const freeze = await findFreezeOf(ctx, row);
  return freeze ? { status: 'blocked', reason: heldReason(freeze), open: [] } : { status: 'queued', reason: null };
}

/** The freeze that holds a deployment now. Rolling back is always possible, and so is what somebody let through. */
export async function findFreezeOf(ctx: Ctx, row: Pick<DeploymentRow, 'app' | 'trigger' | 'freezeOverride'>) {
  if (row.trigger === 'rollback' || row.freezeOverride) return null;
  const app = await findApp(ctx, String(row.app));
  return app && findFreeze(ctx, app.environment, ctx.now());
}
