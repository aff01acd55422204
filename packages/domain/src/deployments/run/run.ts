import type { Reason, StepName } from '@oatfin/contracts';
import type { AppRow } from '../../apps';
import type { Ctx } from '../../context';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { toStep } from '../deployment.reply';
import type { DeploymentLog } from '../events/deployment-log';
import type { Mask } from '../events/mask';

/** Given to a run by the worker that makes it. */
export interface RunOptions {
  /** Aborted when the worker shuts down: the run stops where it is and another worker carries on. */
  shutdown: AbortSignal;
  /** Whether a failure that may pass will be tried again, or is final. */
  lastAttempt: boolean;
}

/** One run of a deployment by one worker. */
export interface Run {
  ctx: Ctx;
  id: string;
  app: AppRow;
  runner: string;
  /** The row as this run last wrote or read it. */
  row: DeploymentRow;
  log: DeploymentLog;
  /** Replaces the secrets of this run in text that people may read. */
  mask: Mask;
  /** Aborted by cancel and by shutdown; the reason tells which. */
  signal: AbortSignal;
  options: RunOptions;
}

/** Another worker took the deployment over, or it ended: this run must not touch anything any more. */
export class RunLostError extends Error {
  override name = 'RunLostError';
}

/** Writes to the row while this run owns it; throws RunLostError when it does not any more. */
export async function updateRun(run: Run, change: Record<string, unknown>): Promise<void> {
  const row = await DeploymentModel.findOneAndUpdate(
    { _id: run.id, team: run.ctx.team, status: 'running', runner: run.runner },
    { $set: change },
    { returnDocument: 'after' },
  ).lean();
  if (!row) throw new RunLostError(`run ${run.runner} lost deployment ${run.id}`);
  run.row = row;
}

/** Records how a step stands, in the row and as an event. Times are set by the status. */
export async function recordStep(
  run: Run,
  name: StepName,
  status: StepChange,
  error: Reason | null = null,
): Promise<void> {
  const now = run.ctx.now();
  const steps = run.row.steps.map((step) =>
    step.name === name ? { ...step, ...timesOf(status, now), status, error } : step,
  );
  await updateRun(run, { steps });
  const changed = run.row.steps.find((step) => step.name === name);
  if (changed) run.log.event({ kind: 'step', data: toStep(changed) });
}

type StepChange = 'running' | 'succeeded' | 'failed' | 'skipped' | 'undone';

function timesOf(status: StepChange, now: Date): { startedAt?: Date; endedAt?: Date | null } {
  if (status === 'running') return { startedAt: now, endedAt: null };
  return status === 'undone' ? {} : { endedAt: now };
}
