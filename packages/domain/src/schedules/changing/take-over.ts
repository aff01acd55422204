import { AppError } from '@oatfin/platform/errors';
import type { Ctx } from '../../context';
import { planComingRun } from '../planning/plan-runs';
import { holdRun, keepHold } from '../runs/hold-run';
import type { RunRow } from '../runs/run.model';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { getRow } from '../schedule.service';

/** How often a schedule is read again whose run starts, or is changed by somebody else, at this very moment. */
const attempts = 60;

/** A schedule whose coming run nobody can start until it is released or dropped; null when it has none (paused). */
export interface Taken {
  schedule: ScheduleRow;
  run: RunRow | null;
}

/**
 * Takes a schedule's coming run out of everybody's reach, to change or cancel it. Throws `schedule.not_found`,
 * `schedule.ended`, `schedule.started` naming the deployment when the run was started first, and `schedule.changed` when
 * neither is decided within some seconds.
 */
export async function takeSchedule(ctx: Ctx, id: string): Promise<Taken> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const schedule = await getRow(ctx, id);
    requireComing(schedule);
    if (!schedule.next) return { schedule, run: null };
    const run = (await holdRun(ctx, schedule.next)) ?? (await holdUnplanned(ctx, schedule));
    if (run) return { schedule, run };
    await pause();
  }
  throw new AppError('schedule.changed', 'It starts, or somebody else changes it, at this moment; try again.');
}

/**
 * Writes to a schedule if it is still the one that was read and its run is still held; null when somebody else was first,
 * or when this process slept so long that its hold was given up.
 */
export async function storeChange(
  ctx: Ctx,
  { schedule, run }: Taken,
  change: Partial<ScheduleRow>,
): Promise<ScheduleRow | null> {
  if (run && !(await keepHold(ctx, run))) return null;
  const { _id, version, next } = schedule;
  return ScheduleModel.findOneAndUpdate(
    { _id, team: ctx.team, version, next },
    { $set: change, $inc: { version: 1 } },
    { returnDocument: 'after' },
  ).lean();
}

/** A schedule that was accepted a moment ago and not written down: that is done first. */
async function holdUnplanned(ctx: Ctx, schedule: ScheduleRow): Promise<RunRow | null> {
  if (schedule.plannedAt || !schedule.next) return null;
  await planComingRun(ctx, schedule);
  return holdRun(ctx, schedule.next);
}

function requireComing(schedule: ScheduleRow): void {
  if (schedule.status === 'scheduled' || schedule.status === 'paused') return;
  if (schedule.status === 'running' || (schedule.last && schedule.runs > 0 && !schedule.cron))
    throw startedError(schedule);
  throw new AppError('schedule.ended', `The schedule has ended: ${schedule.status}. Make a new one.`);
}

function startedError(schedule: ScheduleRow): AppError {
  const deployment = String(schedule.last ?? schedule.next);
  const message = 'The schedule has already started its deployment; look at the deployment, or cancel that.';
  return new AppError('schedule.started', message, { details: { deployment } });
}

/** Long enough for whoever has the run to say what becomes of it. */
async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
