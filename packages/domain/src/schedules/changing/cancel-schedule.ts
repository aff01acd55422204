import type { Schedule } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import type { Ctx } from '../../context';
import { dropRun, releaseRun } from '../runs/hold-run';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { toSchedule } from '../schedule.reply';
import { getRow } from '../schedule.service';
import { storeChange, type Taken, takeSchedule } from './take-over';

/**
 * Cancels a schedule: once this returns it does not run, its entry has left Redis, and so have the dependencies that only
 * it needed. Again is harmless. Throws `schedule.not_found`, `schedule.ended`, and `schedule.started` naming the
 * deployment.
 */
export async function cancelSchedule(ctx: Ctx, id: string): Promise<Schedule> {
  const found = await getRow(ctx, id);
  if (found.status === 'canceled') return toSchedule(ctx, found);
  const reason = { code: 'schedule.canceled', message: `Canceled by ${ctx.actor.name}.` };
  try {
    return toSchedule(
      ctx,
      await withdraw(ctx, await takeSchedule(ctx, id), { status: 'canceled', reason, orderAt: ctx.now() }),
    );
  } catch (error) {
    // Somebody else canceled it at the same time.
    const now = await getRow(ctx, id);
    if (now.status === 'canceled') return toSchedule(ctx, now);
    throw error;
  }
}

/** Holds a recurring schedule until it is resumed; again is harmless. Throws as cancel, and `schedule.invalid` for a one-off. */
export async function pauseSchedule(ctx: Ctx, id: string): Promise<Schedule> {
  const found = await getRow(ctx, id);
  requireRecurring(found, 'paused');
  if (found.status === 'paused') return toSchedule(ctx, found);
  return toSchedule(ctx, await withdraw(ctx, await takeSchedule(ctx, id), { status: 'paused' }));
}

/** Cancels every schedule of an app that has a coming run: the app is being deleted. */
export async function cancelSchedulesOf(ctx: Ctx, app: string): Promise<void> {
  const rows = await ScheduleModel.find({ team: ctx.team, app, status: { $in: ['scheduled', 'paused'] } }).lean();
  for (const row of rows) await cancelUnlessStarted(ctx, String(row._id));
}

/** Throws `schedule.invalid` naming what a one-off cannot be. */
export function requireRecurring(schedule: ScheduleRow, what: string): void {
  if (schedule.cron !== null) return;
  throw new AppError('schedule.invalid', `A one-off schedule cannot be ${what}; cancel or move it instead.`);
}

/** Takes the coming run away and says in the schedule why there is none. */
async function withdraw(ctx: Ctx, taken: Taken, change: Partial<ScheduleRow>): Promise<ScheduleRow> {
  const { run } = taken;
  const stored = await storeChange(ctx, taken, { ...change, next: null, nextRunAt: null, plannedAt: null });
  if (!stored) {
    if (run) await releaseRun(ctx, run);
    throw new AppError('schedule.changed', 'Somebody else changed the schedule at the same time; try again.');
  }
  if (run) await dropRun(ctx, run);
  return stored;
}

async function cancelUnlessStarted(ctx: Ctx, id: string): Promise<void> {
  try {
    await cancelSchedule(ctx, id);
  } catch (error) {
    if (!(error instanceof AppError && ['schedule.started', 'schedule.ended'].includes(error.code))) throw error;
  }
}
