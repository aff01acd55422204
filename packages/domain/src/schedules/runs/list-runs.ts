import type { PlanEntry, PlannedRun } from '@oatfin/contracts';
import type { Types } from 'mongoose';
import type { Ctx } from '../../context';
import { lateSecondsOf, listStatuses } from '../../deployments';
import type { PlanMember } from '../planning/plan-graph';
import type { ScheduleRow } from '../schedule.model';
import { RunModel, type RunRow } from './run.model';

const wireStates = {
  pending: 'due',
  held: 'due',
  starting: 'due',
  started: 'started',
  settled: 'started',
  missed: 'missed',
  skipped: 'skipped',
} as const;

/** Runs as they go over the wire, each with how its deployment stands. */
export async function toPlannedRuns(ctx: Ctx, rows: RunRow[]): Promise<PlannedRun[]> {
  const statuses = await listStatuses(
    ctx,
    rows.map(({ _id }) => _id),
  );
  return rows.map((row) => {
    const status = statuses.get(String(row._id));
    return {
      ...{ id: String(row._id), app: String(row.app), appName: row.appName, kind: row.kind, reason: row.reason },
      schedule: row.schedule && String(row.schedule),
      neededBy: row.neededBy.map(String),
      waitsFor: row.waitsFor.map(({ deployment }) => String(deployment)),
      isRecurring: row.isRecurring,
      runAt: row.dueAt.toISOString(),
      // A deployment that exists shows that it has started, whatever the run has got to say yet.
      status: status ? 'started' : wireStates[row.state],
      startedAt: row.startedAt?.toISOString() ?? null,
      lateSeconds: lateSecondsOf(row.dueAt, row.startedAt),
      deployment: status ? { id: String(row._id), status } : null,
    };
  });
}

/** The plans of schedules, by schedule: of what is coming, else of what ran last. Dependencies first. */
export async function plansOf(ctx: Ctx, schedules: ScheduleRow[]): Promise<Map<string, PlanEntry[]>> {
  const ids = schedules.flatMap((schedule) => planOf(schedule) ?? []);
  const [own, needed] = await Promise.all([
    RunModel.find({ team: ctx.team, _id: { $in: ids } }).lean(),
    // Apart from the ids, and without an order, so that each half is a look-up in an index of its own.
    RunModel.find({ team: ctx.team, neededBy: { $in: ids } }).lean(),
  ]);
  const rows = [...needed.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime()), ...own];
  return new Map(
    schedules.map((schedule) => {
      const id = planOf(schedule);
      const own = rows.filter(
        (row) => id && (row._id.equals(id) || row.neededBy.some((needing) => needing.equals(id))),
      );
      return [String(schedule._id), own.map(toEntry)];
    }),
  );
}

/** A plan that is not written down yet. */
export function toPlan(members: PlanMember[]): PlanEntry[] {
  return members.map(({ app, dueAt, startsAtOnce, waitsFor }) => ({
    ...{ app: String(app._id), appName: app.name, runAt: dueAt.toISOString(), startsAtOnce, waitsFor },
  }));
}

function planOf(schedule: ScheduleRow): Types.ObjectId | null {
  return schedule.next ?? schedule.last;
}

function toEntry(row: RunRow): PlanEntry {
  const waitsFor = row.waitsFor.map(({ app }) => String(app));
  return {
    ...{ app: String(row.app), appName: row.appName, runAt: row.dueAt.toISOString(), waitsFor },
    // Lead times are whole minutes: only what starts at once lies between two.
    startsAtOnce: row.kind === 'dependency' && row.dueAt.getTime() % 60_000 !== 0,
  };
}
