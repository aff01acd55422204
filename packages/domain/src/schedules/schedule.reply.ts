import type { PlanEntry, Schedule } from '@oatfin/contracts';
import { parseCron } from '@oatfin/platform/time';
import type { Ctx } from '../context';
import { plansOf } from './runs/list-runs';
import type { ScheduleRow } from './schedule.model';

/** A schedule as it goes over the wire, with its plan. */
export async function toSchedule(ctx: Ctx, row: ScheduleRow): Promise<Schedule> {
  const [schedule] = await toSchedules(ctx, [row]);
  if (!schedule) throw new Error('A schedule has no reply.');
  return schedule;
}

/** Many schedules, their plans read in one query. */
export async function toSchedules(ctx: Ctx, rows: ScheduleRow[]): Promise<Schedule[]> {
  const plans = rows.length === 0 ? new Map<string, PlanEntry[]>() : await plansOf(ctx, rows);
  return rows.map((row) => toReply(row, plans.get(String(row._id)) ?? []));
}

function toReply(row: ScheduleRow, plan: PlanEntry[]): Schedule {
  const { at, cron, timezone, fold, status, reason, deploy, revision, notAfterMinutes, skipIfCurrent, maxRuns } = row;
  return {
    ...{ id: String(row._id), app: String(row.app), appName: row.appName, at, cron, timezone, fold, status, reason },
    ...{ deploy, revision, notAfterMinutes, skipIfCurrent, maxRuns, runs: row.runs, zoneData: row.zoneData, plan },
    cronWords: cron === null ? null : parseCron(cron).words,
    runAt: row.runAt?.toISOString() ?? null,
    nextRunAt: row.nextRunAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    // The last run of a one-off may have been missed; of a recurring one only those that started are kept.
    deployment: row.last && (cron !== null || row.runs > 0) ? String(row.last) : null,
    createdBy: row.createdBy.name,
    createdAt: row.createdAt.toISOString(),
  };
}
