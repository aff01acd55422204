import { AppError } from '@oatfin/platform/errors';
import type { Ctx } from '../../context';
import { planComingRun } from '../planning/plan-runs';
import { holdRun } from '../runs/hold-run';
import type { RunRow } from '../runs/run.model';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { getRow } from '../schedule.service';

/** How often a recurring schedule is read again whose run starts at this very moment. */
const attempts = 20;

/** A schedule whose coming run nobody can start until it is released or dropped; null when it has none (paused). */
export interface Taken {
  schedule: ScheduleRow;
  run: RunRow | null;
}

/**
 * Takes a schedule's coming run out of everybody's reach, to change or cancel it. Throws `schedule.not_found`,
 * `schedule.ended`, and `schedule.started` naming the deployment when the run was started first.
 */
export async function takeSchedule(ctx: Ctx, id: string): Promise<Taken> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const schedule = await getRow(ctx, id);
    requireComing(schedule);
    if (!schedule.next) return { schedule, run: null };
    const run = (await holdRun(ctx, schedule.next)) ?? (await holdUnplanned(ctx, schedule));
    if (run) return { schedule, run };
    if (!schedule.cron) throw startedError(schedule);
    await pause();
  }
  throw new AppError('schedule.changed', 'A run of this schedule starts at this moment; try again.');
}

/** Writes to the schedule if it is still the one that was read; null when somebody else was first. */
export async function storeChange(
  ctx: Ctx,
  { _id, version }: ScheduleRow,
  change: Partial<ScheduleRow>,
): Promise<ScheduleRow | null> {
  return ScheduleModel.findOneAndUpdate(
    { _id, team: ctx.team, version },
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

/** Long enough for the worker that starts the run to say what comes next. */
async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
