import { toStep } from '../deployment.reply';
import { commit } from './commit';
import { type Run, updateRun } from './run';

/**
 * For a deployment that may be skipped: when its revision is what serves, and healthy, every step that is left is recorded
 * as skipped and the target is not touched. Safe to run again after being cut off.
 */
export async function skipIfCurrent(run: Run): Promise<void> {
  const { serving, health } = run.app;
  const isCurrent = serving?.revision === run.row.revision && health === 'healthy';
  if (!run.row.skipIfCurrent || !isCurrent) return;
  await commit(run);
  run.log.line('resolve_images', `Revision ${run.row.revision} serves already and is healthy: nothing is to be done.`);
  const at = run.ctx.now();
  await updateRun(run, {
    steps: run.row.steps.map((step) =>
      step.status === 'pending' ? { ...step, status: 'skipped', endedAt: at } : step,
    ),
  });
  for (const step of run.row.steps) {
    if (step.status === 'skipped') run.log.event({ kind: 'step', data: toStep(step) });
  }
}
