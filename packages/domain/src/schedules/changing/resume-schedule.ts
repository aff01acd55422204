import type { Schedule } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { Types } from 'mongoose';
import { getApp, requireDeployable } from '../../apps';
import type { Ctx } from '../../context';
import { planComingRun, writePlan } from '../planning/plan-runs';
import { comingTime } from '../recurring/coming-time';
import { queueRuns } from '../runs/queue-runs';
import { toSchedule } from '../schedule.reply';
import { getRow } from '../schedule.service';
import { requireRecurring } from './cancel-schedule';
import { storeChange } from './take-over';

/**
 * Lets a paused schedule run again, from now on; the times of the pause stay undone. Again is harmless. Throws
 * `schedule.not_found`, `schedule.invalid`, `schedule.ended`, `schedule.changed`.
 */
export async function resumeSchedule(ctx: Ctx, id: string): Promise<Schedule> {
  const row = await getRow(ctx, id);
  requireRecurring(row, 'resumed');
  if (row.status === 'scheduled') return toSchedule(ctx, row);
  if (row.status !== 'paused') throw new AppError('schedule.ended', `The schedule has ended: ${row.status}.`);
  const now = ctx.now();
  const coming = comingTime(row, now);
  const change = { ...coming, reason: null, orderAt: coming.nextRunAt ?? now };
  const stored = await storeChange(ctx, { schedule: row, run: null }, change);
  if (!stored)
    throw new AppError('schedule.changed', 'Somebody else changed the schedule at the same time; try again.');
  await planComingRun(ctx, stored);
  return toSchedule(ctx, stored);
}

/**
 * Runs a recurring schedule now, besides its times and not counted in `maxRuns`, with all it depends on. The run appears
 * in its history. Throws `app.expired`, `schedule.not_found`, `schedule.invalid`, and what a deployment of the app throws.
 */
export async function runScheduleNow(ctx: Ctx, id: string): Promise<Schedule> {
  const row = await getRow(ctx, id);
  requireRecurring(row, 'run by hand');
  requireDeployable(ctx, await getApp(ctx, String(row.app)));
  if (row.status === 'canceled') throw new AppError('schedule.ended', 'The schedule is canceled. Make a new one.');
  const run = { id: new Types.ObjectId(), dueAt: ctx.now() };
  const runs = await writePlan(ctx, row, run);
  await queueRuns(ctx, runs ?? []);
  return toSchedule(ctx, await getRow(ctx, id));
}
