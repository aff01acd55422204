import type { Schedule, UpdateScheduleBody } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { zoneDataVersion } from '@oatfin/platform/time';
import { getApp, requireDeployable } from '../../apps';
import type { Ctx } from '../../context';
import { findPinnedRevision } from '../planning/pinned-revision';
import { planComingRun } from '../planning/plan-runs';
import { dropRun, releaseRun } from '../runs/hold-run';
import type { RunRow } from '../runs/run.model';
import type { ScheduleRow } from '../schedule.model';
import { toSchedule } from '../schedule.reply';
import { firstRun, type WhenWithEnd } from '../when/first-run';
import { storeChange, takeSchedule } from './take-over';

/**
 * Changes or moves a schedule, and with it its whole plan. Of moving and starting at the same moment exactly one happens.
 * Throws what createSchedule throws, `schedule.not_found`, `schedule.started`, `schedule.ended` and `schedule.changed`.
 */
export async function updateSchedule(ctx: Ctx, id: string, input: UpdateScheduleBody): Promise<Schedule> {
  const { schedule, run } = await takeSchedule(ctx, id);
  const stored = await store(ctx, schedule, run, input);
  if (run) await dropRun(ctx, run);
  await planComingRun(ctx, stored);
  return toSchedule(ctx, stored);
}

/** Writes the change, or gives the run back: a change that is refused changes nothing. */
async function store(
  ctx: Ctx,
  schedule: ScheduleRow,
  run: RunRow | null,
  input: UpdateScheduleBody,
): Promise<ScheduleRow> {
  try {
    const change = await changeOf(ctx, schedule, input);
    const stored = await storeChange(ctx, schedule, run ? change : { ...change, next: null, nextRunAt: null });
    if (stored) return stored;
    throw new AppError('schedule.changed', 'Somebody else changed the schedule at the same time; read it again.');
  } catch (error) {
    if (run) await releaseRun(ctx, run);
    throw error;
  }
}

async function changeOf(ctx: Ctx, schedule: ScheduleRow, input: UpdateScheduleBody): Promise<Partial<ScheduleRow>> {
  const app = await getApp(ctx, String(schedule.app));
  requireDeployable(ctx, app);
  const merged = merge(schedule, input);
  const deploy = input.deploy ?? schedule.deploy;
  const { timezone, endsAt, maxRuns } = merged;
  return {
    ...firstRun(merged, ctx.now()),
    ...{ timezone, deploy, maxRuns: maxRuns ?? null, endsAt: endsAt ? new Date(endsAt) : null },
    ...{ plannedAt: null, zoneData: zoneDataVersion() },
    notAfterMinutes: input.notAfterMinutes ?? schedule.notAfterMinutes,
    skipIfCurrent: input.skipIfCurrent ?? schedule.skipIfCurrent,
    revision: input.deploy ? await findPinnedRevision(ctx, app, deploy) : schedule.revision,
  };
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
