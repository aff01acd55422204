import type { ForeseenRun, ListRunsQuery, PageQuery, PlannedRun } from '@oatfin/contracts';
import { fieldError } from '@oatfin/platform/errors';
import { paginate } from '@oatfin/platform/paging';
import { nextRuns, parseCron } from '@oatfin/platform/time';
import type { z } from 'zod';
import type { Ctx } from '../../context';
import { toPlannedRuns } from '../runs/list-runs';
import { RunModel } from '../runs/run.model';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { getRow } from '../schedule.service';

const mostRuns = 1_000;
const mostForeseen = 2_000;
const longestMs = 400 * 24 * 60 * 60_000;

/** Everything of a time, for a calendar. */
export interface RunsOfTime {
  runs: PlannedRun[];
  foreseen: z.infer<typeof ForeseenRun>[];
  truncated: boolean;
}

/** The team's runs in a time, past and coming, and those that recurring schedules will add. Throws `schedule.invalid`. */
export async function listPlannedRuns(ctx: Ctx, query: ListRunsQuery): Promise<RunsOfTime> {
  const [from, to] = [new Date(query.from), new Date(query.to)];
  if (to < from) throw fieldError('schedule.invalid', 'to', '"to" must not lie before "from".');
  if (to.getTime() - from.getTime() > longestMs)
    throw fieldError('schedule.invalid', 'to', 'Ask for at most 400 days.');
  const which = { ...(query.app && { app: query.app }), ...(query.schedule && { schedule: query.schedule }) };
  const rows = await RunModel.find({ team: ctx.team, dueAt: { $gte: from, $lte: to }, ...which })
    .sort({ dueAt: 1, _id: 1 })
    .limit(mostRuns + 1)
    .lean();
  const foreseen = await foresee(ctx, query, from, to);
  return {
    runs: await toPlannedRuns(ctx, rows.slice(0, mostRuns)),
    foreseen: foreseen.slice(0, mostForeseen),
    truncated: rows.length > mostRuns || foreseen.length > mostForeseen,
  };
}

/** The runs of one schedule, newest first. Throws `schedule.not_found`. */
export async function listScheduleRuns(
  ctx: Ctx,
  id: string,
  query: PageQuery,
): Promise<{ runs: PlannedRun[]; nextCursor: string | null }> {
  const schedule = (await getRow(ctx, id))._id;
  const page = paginate({ ...query, sort: '-runAt' }, { runAt: 'dueAt' }, { schedule });
  const found = await RunModel.find({ team: ctx.team, schedule, ...page.filter })
    .sort(page.sort)
    .limit(page.limit)
    .lean();
  const { rows, nextCursor } = page.toPage(found);
  return { runs: await toPlannedRuns(ctx, rows), nextCursor };
}

/** Times of recurring schedules after their coming run, which is a run already. */
async function foresee(ctx: Ctx, query: ListRunsQuery, from: Date, to: Date): Promise<RunsOfTime['foreseen']> {
  const schedules = await ScheduleModel.find({
    ...{ team: ctx.team, status: 'scheduled', cron: { $ne: null }, nextRunAt: { $lt: to } },
    ...(query.app && { app: query.app }),
    ...(query.schedule && { _id: query.schedule }),
  })
    .limit(mostRuns)
    .lean();
  const foreseen = schedules.flatMap((schedule) => timesOf(schedule, from, to));
  return foreseen.sort((one, other) => one.runAt.localeCompare(other.runAt));
}

function timesOf(schedule: ScheduleRow, from: Date, to: Date): RunsOfTime['foreseen'] {
  if (!schedule.cron || !schedule.nextRunAt) return [];
  const until = schedule.endsAt && schedule.endsAt < to ? schedule.endsAt : to;
  const left = schedule.maxRuns === null ? mostForeseen : schedule.maxRuns - schedule.runs - 1;
  const times = nextRuns(
    parseCron(schedule.cron),
    schedule.timezone,
    schedule.nextRunAt,
    Math.min(left, mostForeseen),
    until,
  );
  const { app, appName, _id } = schedule;
  return times
    .filter((time) => time >= from)
    .map((time) => ({ app: String(app), appName, schedule: String(_id), runAt: time.toISOString() }));
}
