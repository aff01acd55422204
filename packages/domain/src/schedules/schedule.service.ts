import type { CreateScheduleBody, ListSchedulesQuery, Schedule, ScheduleStatus } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { paginate } from '@oatfin/platform/paging';
import { zoneDataVersion } from '@oatfin/platform/time';
import { Types } from 'mongoose';
import { getApp, requireDeployable } from '../apps';
import type { Ctx } from '../context';
import { findPinnedRevision } from './planning/pinned-revision';
import { planComingRun } from './planning/plan-runs';
import { ScheduleModel, type ScheduleRow } from './schedule.model';
import { toSchedule, toSchedules } from './schedule.reply';
import { firstRun } from './when/first-run';

/**
 * Schedules deployments of an app, and plans the first with all it depends on. Throws `app.not_found`, `app.deleting`,
 * `app.expired`, `schedule.invalid`, `schedule.no_such_minute`, `schedule.in_the_past`, and what resolving the images of a
 * pinned app throws.
 */
export async function createSchedule(ctx: Ctx, input: CreateScheduleBody): Promise<Schedule> {
  const app = await getApp(ctx, input.app);
  requireDeployable(ctx, app);
  const first = firstRun(input, ctx.now());
  const { deploy, notAfterMinutes, skipIfCurrent, maxRuns } = input;
  const row: ScheduleRow = {
    ...{ _id: new Types.ObjectId(), team: new Types.ObjectId(ctx.team), app: app._id, appName: app.name },
    ...{ ...first, timezone: input.timezone, deploy, notAfterMinutes, skipIfCurrent, maxRuns },
    revision: await findPinnedRevision(ctx, app, deploy),
    endsAt: input.endsAt === null ? null : new Date(input.endsAt),
    ...{ status: 'scheduled', reason: null, plannedAt: null, last: null, runs: 0, version: 1 },
    zoneData: zoneDataVersion(),
    createdBy: { id: ctx.actor.id, name: ctx.actor.name },
    createdAt: ctx.now(),
  };
  await ScheduleModel.create(row);
  await planComingRun(ctx, row);
  return toSchedule(ctx, row);
}

/** Throws `schedule.not_found`. */
export async function getSchedule(ctx: Ctx, id: string): Promise<Schedule> {
  return toSchedule(ctx, await getRow(ctx, id));
}

const coming: ScheduleStatus[] = ['scheduled', 'paused', 'running'];
const ended: ScheduleStatus[] = ['completed', 'failed', 'canceled', 'missed'];

/** Schedules of the team, the coming ones unless asked otherwise. */
export async function listSchedules(
  ctx: Ctx,
  query: ListSchedulesQuery,
): Promise<{ schedules: Schedule[]; nextCursor: string | null }> {
  const where = { ...(query.app && { app: query.app }), ...statusFilter(query) };
  const page = paginate(query, { runAt: 'orderAt', createdAt: 'createdAt' }, where);
  const found = await ScheduleModel.find({ team: ctx.team, ...where, ...page.filter })
    .sort(page.sort)
    .limit(page.limit)
    .lean();
  const { rows, nextCursor } = page.toPage(found);
  return { schedules: await toSchedules(ctx, rows), nextCursor };
}

function statusFilter({ status, view }: ListSchedulesQuery) {
  if (status) return { status };
  return view === 'all' ? {} : { status: { $in: view === 'coming' ? coming : ended } };
}

/** Throws `schedule.not_found`. */
export async function getRow(ctx: Ctx, id: string): Promise<ScheduleRow> {
  const row = await ScheduleModel.findOne({ _id: id, team: ctx.team }).lean();
  if (!row) throw new AppError('schedule.not_found', 'The schedule does not exist.');
  return row;
}
