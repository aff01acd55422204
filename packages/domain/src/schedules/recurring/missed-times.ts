import { type Cron, nextRuns } from '@oatfin/platform/time';
import { Types } from 'mongoose';
import type { Ctx } from '../../context';
import { causeOf } from '../firing/endings';
import { blankRun, notAfterOf } from '../planning/blank-run';
import { RunModel } from '../runs/run.model';
import type { ScheduleRow } from '../schedule.model';

/** As many as are recorded in one go; the next ones follow when the coming run turns out to be missed as well. */
const most = 1_000;

/**
 * Records the times of a recurring schedule after `after` whose grace is over: each is a due moment that nobody started.
 * Gives them, ascending. Safe to run again.
 */
export async function recordMissedTimes(ctx: Ctx, schedule: ScheduleRow, cron: Cron, after: Date): Promise<Date[]> {
  const until = new Date(ctx.now().getTime() - schedule.notAfterMinutes * 60_000 - 1);
  if (until <= after) return [];
  const last = schedule.endsAt && schedule.endsAt < until ? schedule.endsAt : until;
  const times = nextRuns(cron, schedule.timezone, after, most, last);
  if (times.length === 0) return [];
  const message = await causeOf(ctx, { dueAt: times[0] ?? after, notAfter: until });
  await RunModel.insertMany(
    times.map((dueAt) => ({
      ...blankRun(ctx, schedule, { _id: schedule.app, name: schedule.appName }),
      ...{ _id: new Types.ObjectId(), kind: 'schedule' as const, schedule: schedule._id, neededBy: [], waitsFor: [] },
      ...{ dueAt, notAfter: notAfterOf(schedule, dueAt), state: 'missed' as const },
      reason: { code: 'schedule.missed', message },
    })),
    { ordered: false, lean: true },
  ).catch(ignoreKnown);
  return times;
}

/** A moment that is recorded already stays as it is. */
function ignoreKnown(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 11000) return;
  throw error;
}
