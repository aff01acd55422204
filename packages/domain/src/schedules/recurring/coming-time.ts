import { parseCron } from '@oatfin/platform/time';
import { Types } from 'mongoose';
import type { ScheduleRow } from '../schedule.model';
import { nextTime } from '../when/when';

/** What stands in a schedule about its coming run. */
export type Coming = Pick<ScheduleRow, 'next' | 'nextRunAt' | 'plannedAt' | 'status'>;

/**
 * The coming run of a recurring schedule: its first time after `after`, under a new id. Completed when it has run as often
 * as it should, or has no time before its end.
 */
export function comingTime(
  schedule: Pick<ScheduleRow, 'cron' | 'timezone' | 'endsAt' | 'maxRuns' | 'runs'>,
  after: Date,
): Coming {
  const isSpent = schedule.maxRuns !== null && schedule.runs >= schedule.maxRuns;
  const nextRunAt =
    isSpent || !schedule.cron ? null : nextTime(parseCron(schedule.cron), schedule.timezone, after, schedule.endsAt);
  if (!nextRunAt) return { next: null, nextRunAt: null, plannedAt: null, status: 'completed' };
  return { next: new Types.ObjectId(), nextRunAt, plannedAt: null, status: 'scheduled' };
}
