import type { SystemCtx } from '@oatfin/domain/context';
import { reconcileQueue, reconcileSchedules, replanAll, resolveZonesAgain, settleRuns } from '@oatfin/domain/schedules';
import { takeLease } from '@oatfin/platform/lease';
import type { Sweep } from '../runtime/repeat';
import { fireSoon } from './fire-schedule.handler';

/** A little less than the time between two looks, so that every minute somebody has it. */
const queueLeaseSeconds = 55;

/** What keeps schedules true to MongoDB, whatever dies. */
export const scheduleSweeps: Sweep[] = [
  // Also starts what a dead worker claimed, and what Redis forgot.
  { name: 'due runs', everySeconds: 4, run: fireSoon },
  { name: 'schedules', everySeconds: 20, run: mendSchedules },
  { name: 'schedule queue', everySeconds: 60, run: mendQueue },
];

async function mendSchedules(ctx: SystemCtx): Promise<void> {
  await resolveZonesAgain(ctx);
  await reconcileSchedules(ctx);
  await replanAll(ctx);
  await settleRuns(ctx);
}

async function mendQueue(ctx: SystemCtx): Promise<void> {
  if (await takeLease('schedule queue', ctx.now(), queueLeaseSeconds)) await reconcileQueue(ctx);
}
