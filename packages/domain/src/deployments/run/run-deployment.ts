import { AppError } from '@oatfin/platform/errors';
import type { Release, TargetCall } from '@oatfin/providers/targets';
import type { Ctx } from '../../context';
import { releaseEnded } from '../ending/release-ended';
import { watchCancel } from './cancel-watch';
import { concludeRun } from './conclude';
import { outcomeOf, sentenceOf } from './outcome';
import { buildRelease } from './release';
import { type Run, RunLostError, type RunOptions, recordStep, updateRun } from './run';
import { startRun } from './start-run';
import { type Step, steps } from './steps';

/**
 * Runs a deployment from its first unfinished step to its end. Safe to run twice, and after a kill anywhere: finished
 * steps are skipped, cut-off ones repeated. Throws only to be run again: on shutdown, and while what failed may pass.
 */
export async function runDeployment(ctx: Ctx, id: string, options: RunOptions): Promise<void> {
  const cancel = watchCancel(ctx, id);
  const signal = AbortSignal.any([cancel.signal, options.shutdown]);
  try {
    const run = await startRun(ctx, id, options, signal);
    if (!run) return await releaseEnded(ctx, id);
    await carryOut(run);
  } catch (error) {
    if (!(error instanceof RunLostError)) throw error;
    ctx.logger.warn({ deployment: id }, 'deployment run lost to another worker');
  } finally {
    cancel.stop();
  }
}

async function carryOut(run: Run): Promise<void> {
  const target = run.ctx.providers.target(run.app.target.kind);
  if (!run.row.outcome) await performSteps(run, target);
  await concludeRun(run, target);
}

async function performSteps(run: Run, target: ReturnType<Ctx['providers']['target']>): Promise<void> {
  let built: Promise<Release> | null = null;
  const release = () => (built ??= buildRelease(run));
  for (const step of steps) {
    if (isDone(run, step.name)) continue;
    const failed = await performStep(run, step, (call) => step.perform({ run, target, call, release }));
    if (failed) return;
  }
}

/** True when the step failed for good: unless it came after the point of no return, what was done is to be undone. */
async function performStep(run: Run, step: Step, perform: (call: TargetCall) => Promise<void>): Promise<boolean> {
  try {
    run.signal.throwIfAborted();
    await recordStep(run, step.name, 'running');
    await perform(callOf(run, step));
    await recordStep(run, step.name, 'succeeded');
    await run.log.flush();
    return false;
  } catch (error) {
    await failStep(run, step, error);
    return true;
  }
}

async function failStep(run: Run, step: Step, thrown: unknown): Promise<void> {
  const error = run.signal.aborted ? run.signal.reason : thrown;
  if (thrown instanceof RunLostError || run.options.shutdown.aborted) throw error;
  if (error instanceof AppError && error.retryable && !run.options.lastAttempt) {
    run.log.line(step.name, `${sentenceOf(error)} Trying again.`);
    await run.log.flush();
    throw error;
  }
  const changed = steps.some((other) => other.changesTarget && hasStarted(run, other.name));
  const outcome = outcomeOf(error, step.name, { changed, hadPrevious: run.row.previous !== null, mask: run.mask });
  if (outcome.reason.code === 'internal')
    run.ctx.logger.error({ err: error, deployment: run.id }, 'deployment step failed');
  await recordStep(run, step.name, 'failed', outcome.reason);
  run.log.line(step.name, outcome.reason.message);
  if (run.row.committedAt) return run.log.line(step.name, 'What is left of the old version goes with the next one.');
  await updateRun(run, { outcome });
}

function isDone(run: Run, name: Step['name']): boolean {
  const known = run.row.steps.find((step) => step.name === name);
  return known?.status === 'succeeded' || known?.status === 'skipped';
}

function hasStarted(run: Run, name: Step['name']): boolean {
  return run.row.steps.some((step) => step.name === name && step.startedAt !== null);
}

function callOf(run: Run, step: Step): TargetCall {
  const timeout = AbortSignal.timeout(step.timeoutSeconds * 1_000);
  return {
    log: (text, stream) => run.log.line(step.name, text, stream ?? 'oatfin'),
    signal: AbortSignal.any([run.signal, timeout]),
  };
}
