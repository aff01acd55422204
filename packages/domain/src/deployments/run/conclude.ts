import type { DeploymentStatus, Reason } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import type { Target, TargetCall } from '@oatfin/providers/targets';
import { setServing } from '../../apps';
import type { DeploymentRow, Outcome, StepRow } from '../deployment.model';
import { toStep } from '../deployment.reply';
import { releaseEnded } from '../ending/release-ended';
import { sentenceOf } from './outcome';
import { type Run, updateRun } from './run';
import { steps } from './steps';

const undoTimeoutSeconds = 300;

/** Ends a run: undoes what was done when it failed, writes the one final status, and lets the next deployment start. */
export async function concludeRun(run: Run, target: Target): Promise<void> {
  const outcome = run.row.outcome;
  const reason = outcome ? await undo(run, target, outcome) : null;
  await finish(run, outcome?.status ?? 'succeeded', reason, outcome);
  await releaseEnded(run.ctx, run.id);
}

async function undo(run: Run, target: Target, outcome: Outcome): Promise<Reason> {
  const touched = run.row.steps.filter(
    (step) => steps.some((known) => known.name === step.name && known.changesTarget) && step.startedAt,
  );
  if (touched.length === 0) return outcome.reason;
  run.log.line(
    null,
    run.row.previous ? `Restoring revision ${run.row.previous.revision}.` : 'Removing what was started.',
  );
  try {
    await restore(run, target);
  } catch (error) {
    if (run.options.shutdown.aborted || (mayPass(error) && !run.options.lastAttempt)) throw error;
    run.ctx.logger.error({ err: error, deployment: run.id }, 'deployment could not be undone');
    const message = `${outcome.reason.message} Restoring what was there before failed as well: ${sentenceOf(error)} Deploy again to mend it.`;
    return { code: outcome.reason.code, message: run.mask(message) };
  }
  await markUndone(run, touched);
  return outcome.reason;
}

/** What does not pass would be thrown at each attempt, and the deployment never end. */
function mayPass(error: unknown): boolean {
  return !(error instanceof AppError) || error.retryable;
}

async function restore(run: Run, target: Target): Promise<void> {
  const { app, previous } = run.row;
  const signal = AbortSignal.any([run.options.shutdown, AbortSignal.timeout(undoTimeoutSeconds * 1_000)]);
  const call: TargetCall = { log: (text, stream) => run.log.line(null, text, stream ?? 'oatfin'), signal };
  await target.restore({ team: run.ctx.team, app: String(app), host: run.app.host }, previous?.release ?? null, call);
  await setServing(run.ctx, String(app), run.id, previous);
}

async function markUndone(run: Run, touched: StepRow[]): Promise<void> {
  const undone = new Set(touched.filter((step) => step.status === 'succeeded').map((step) => step.name));
  await updateRun(run, {
    steps: run.row.steps.map((step) => (undone.has(step.name) ? { ...step, status: 'undone' } : step)),
  });
  for (const step of run.row.steps) {
    if (undone.has(step.name)) run.log.event({ kind: 'step', data: toStep(step) });
  }
}

async function finish(
  run: Run,
  status: DeploymentStatus,
  reason: Reason | null,
  outcome: Outcome | null,
): Promise<void> {
  run.log.line(null, closingLine(status, run.row));
  await run.log.flush();
  await updateRun(run, {
    status,
    reason,
    failure: outcome?.failure ?? null,
    outcome: null,
    configuration: null,
    endedAt: run.ctx.now(),
  });
}

function closingLine(status: DeploymentStatus, row: DeploymentRow): string {
  const sentences: Partial<Record<DeploymentStatus, string>> = {
    succeeded: `Revision ${row.revision} is live.`,
    rolled_back: `Rolled back: revision ${row.previous?.revision} still serves.`,
    canceled: row.previous
      ? `Canceled: revision ${row.previous.revision} still serves.`
      : 'Canceled: nothing was left behind.',
    failed: row.previous
      ? `Failed: revision ${row.previous.revision} still serves.`
      : 'Failed: nothing was left behind.',
  };
  return sentences[status] ?? status;
}
