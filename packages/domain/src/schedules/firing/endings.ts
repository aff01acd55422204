import type { Reason } from '@oatfin/contracts';
import { formatInstant } from '@oatfin/platform/time';
import type { AppRow } from '../../apps';
import type { SystemCtx } from '../../context';
import { findOutage } from '../outages/outage.model';
import type { RunRow } from '../runs/run.model';

/** How a due moment ended that has no deployment. */
export interface Ending {
  state: 'missed' | 'skipped';
  reason: Reason;
}

/** What is known when it is decided: the app, and the deployment of the same schedule that is still active. */
export interface Facts {
  app: AppRow | null;
  active: string | null;
}

/** Why a run whose time has come does not start; null: it starts. */
export async function endingOf(ctx: SystemCtx, run: RunRow, { app, active }: Facts): Promise<Ending | null> {
  if (!app || app.deletingAt) return missed('app.deleting', 'The app was deleted.');
  if (app.expiresAt && app.expiresAt <= ctx.now()) return missed('app.expired', 'The time of the app was over.');
  if (ctx.now() > run.notAfter) return missed('schedule.missed', await causeOf(ctx, run));
  if (active === null || active === String(run._id)) return null;
  const message = 'The deployment of the time before was still active.';
  return { state: 'skipped', reason: { code: 'schedule.overlap', message } };
}

function missed(code: string, message: string): Ending {
  return { state: 'missed', reason: { code, message } };
}

/** What kept everything from starting it, as far as can be known afterwards. */
export async function causeOf(ctx: SystemCtx, run: Pick<RunRow, 'dueAt' | 'notAfter'>): Promise<string> {
  const outage = (await findOutage(ctx, run.dueAt)) ?? (await findOutage(ctx, run.notAfter));
  if (!outage) return `It could not be started until ${formatInstant(run.notAfter)}, the end of its grace period.`;
  const [from, to] = [formatInstant(outage.from), formatInstant(outage.to)];
  return `Nothing could start it from ${from} to ${to}: no worker was up, or the database was away.`;
}
