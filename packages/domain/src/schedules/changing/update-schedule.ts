import type { Schedule, UpdateScheduleBody } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { zoneDataVersion } from '@oatfin/platform/time';
import { getApp, requireDeployable } from '../../apps';
import type { Ctx } from '../../context';
import { findPinnedRevision } from '../planning/pinned-revision';
import { planComingRun } from '../planning/plan-runs';
import { dropRun, releaseRun } from '../runs/hold-run';
import type { ScheduleRow } from '../schedule.model';
import { toSchedule } from '../schedule.reply';
import { getRow } from '../schedule.service';
import { type FirstRun, firstRun, type WhenWithEnd } from '../when/first-run';
import { storeChange, type Taken, takeSchedule } from './take-over';

/**
 * Changes or moves a schedule, and with it its whole plan. Of moving and starting at the same moment exactly one happens.
 * Throws what createSchedule throws, `schedule.not_found`, `schedule.started`, `schedule.ended` and `schedule.changed`.
 */
export async function updateSchedule(ctx: Ctx, id: string, input: UpdateScheduleBody): Promise<Schedule> {
  // A registry may take its time: before the run is held, not while it is.
  const revision = await findRevision(ctx, id, input);
  const taken = await takeSchedule(ctx, id);
  const stored = await store(ctx, taken, input, revision);
  if (taken.run) await dropRun(ctx, taken.run);
  await planComingRun(ctx, stored);
  return toSchedule(ctx, stored);
}

/** The revision that is pinned from now on; null for the newest, undefined when that is not asked for. */
async function findRevision(ctx: Ctx, id: string, { deploy }: UpdateScheduleBody): Promise<number | null | undefined> {
  const app = await getApp(ctx, String((await getRow(ctx, id)).app));
  requireDeployable(ctx, app);
  return deploy && findPinnedRevision(ctx, app, deploy);
}

/** Writes the change, or gives the run back: a change that is refused changes nothing. */
async function store(
  ctx: Ctx,
  taken: Taken,
  input: UpdateScheduleBody,
  revision: number | null | undefined,
): Promise<ScheduleRow> {
  const { schedule, run } = taken;
  try {
    const change = changeOf(ctx, schedule, input);
    const pinned = revision === undefined ? schedule.revision : revision;
    const stored = await storeChange(ctx, taken, { ...change, revision: pinned });
    if (stored) return stored;
    throw new AppError('schedule.changed', 'Somebody else changed the schedule at the same time; read it again.');
  } catch (error) {
    if (run) await releaseRun(ctx, run);
    throw error;
  }
}

function changeOf(ctx: Ctx, schedule: ScheduleRow, input: UpdateScheduleBody): Partial<ScheduleRow> {
  const merged = merge(schedule, input);
  const deploy = input.deploy ?? schedule.deploy;
  const { timezone, endsAt, maxRuns } = merged;
  return {
    ...comingRun(schedule, firstRun(merged, ctx.now())),
    ...{ timezone, deploy, maxRuns: maxRuns ?? null, endsAt: endsAt ? new Date(endsAt) : null },
    ...{ plannedAt: null, zoneData: zoneDataVersion() },
    notAfterMinutes: input.notAfterMinutes ?? schedule.notAfterMinutes,
    skipIfCurrent: input.skipIfCurrent ?? schedule.skipIfCurrent,
  };
}

/** A paused schedule stays so without a coming run, unless it becomes a one-off: that cannot be paused. */
function comingRun({ status }: ScheduleRow, first: FirstRun): Partial<ScheduleRow> {
  if (status !== 'paused') return first;
  return first.cron === null ? { ...first, status: 'scheduled' } : { ...first, next: null, nextRunAt: null };
}

/** What is given replaces what was; `at` makes a recurring schedule a one-off, `cron` the other way round. */
function merge(schedule: ScheduleRow, input: UpdateScheduleBody): WhenWithEnd {
  const timezone = input.timezone ?? schedule.timezone;
  const ends = {
    endsAt: input.endsAt === undefined ? (schedule.endsAt?.toISOString() ?? null) : input.endsAt,
    maxRuns: input.maxRuns === undefined ? schedule.maxRuns : input.maxRuns,
  };
  if (input.at && input.cron) return { at: input.at, cron: input.cron, timezone };
  if (input.at) return { at: input.at, fold: input.fold, timezone, ...given(input) };
  if (input.cron) return { cron: input.cron, fold: input.fold, timezone, ...ends };
  const { at, cron } = schedule;
  return { at, cron, timezone, ...ends, fold: input.fold ?? (at ? schedule.fold : null) };
}

/** For what becomes a one-off only the ends count that were asked for, to be refused by name. */
function given({ endsAt, maxRuns }: UpdateScheduleBody) {
  return { endsAt, maxRuns };
}
