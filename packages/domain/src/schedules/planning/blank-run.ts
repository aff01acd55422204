import { Types } from 'mongoose';
import type { Ctx } from '../../context';
import type { RunRow } from '../runs/run.model';
import type { ScheduleRow } from '../schedule.model';

const minuteMs = 60_000;
/** So late is still on time: a worker needs a moment to claim and start. Also without any grace. */
const punctualMs = 5_000;

/** What every run of a schedule's plan has in common, with nothing having happened to it. */
export function blankRun(ctx: Ctx, schedule: ScheduleRow, app: { _id: Types.ObjectId; name: string }) {
  const nothing: Pick<RunRow, 'stateAt' | 'claim' | 'startedAt' | 'reason' | 'revision'> = {
    ...{ stateAt: null, claim: null, startedAt: null, reason: null, revision: null },
  };
  return {
    ...nothing,
    ...{ team: new Types.ObjectId(ctx.team), app: app._id, appName: app.name },
    ...{ skipIfCurrent: schedule.skipIfCurrent, isRecurring: schedule.cron !== null },
    ...{ createdBy: schedule.createdBy.name, state: 'pending' as const, version: 1 },
  };
}

/** The end of the grace period of a schedule's run; with none it may be a few seconds late all the same. */
export function notAfterOf(schedule: Pick<ScheduleRow, 'notAfterMinutes'>, dueAt: Date): Date {
  return new Date(dueAt.getTime() + Math.max(punctualMs, schedule.notAfterMinutes * minuteMs));
}
