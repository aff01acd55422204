import {
  formatInstant,
  formatWallClock,
  parseCron,
  resolveWallClock,
  toWallClock,
  zoneDataVersion,
} from '@oatfin/platform/time';
import { Types } from 'mongoose';
import { actForTeam, type Ctx, type SystemCtx } from '../../context';
import { notifyTeam } from '../../notifications';
import { storeChange } from '../changing/take-over';
import { planComingRun } from '../planning/plan-runs';
import { dropRun, holdRun, releaseRun } from '../runs/hold-run';
import { RunModel } from '../runs/run.model';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { nextTime } from '../when/when';

/** Whatever is half-done for longer belongs to a process that died. */
const halfDoneMs = 20_000;
const batchSize = 500;

/** Finishes what a dying process left: runs that were held for a change, and coming runs that were not written down. */
export async function reconcileSchedules(ctx: SystemCtx): Promise<void> {
  await freeHeldRuns(ctx);
  await planUnplanned(ctx);
}

async function freeHeldRuns(ctx: SystemCtx): Promise<void> {
  const stateAt = { $lte: new Date(ctx.now().getTime() - halfDoneMs) };
  const held = await RunModel.find({ state: 'held', stateAt })
    .setOptions({ acrossTeams: true })
    .limit(batchSize)
    .lean();
  for (const run of held) {
    const own = actForTeam(ctx, String(run.team));
    await attempt(own, run._id, async () => {
      const isComing = await ScheduleModel.exists({ _id: run.schedule, team: run.team, next: run._id });
      await (isComing ? releaseRun(own, run) : dropRun(own, run));
    });
  }
}

async function planUnplanned(ctx: SystemCtx): Promise<void> {
  const rows = await ScheduleModel.find({ status: 'scheduled', plannedAt: null })
    .setOptions({ acrossTeams: true })
    .limit(batchSize)
    .lean();
  for (const row of rows) {
    const own = actForTeam(ctx, String(row.team));
    await attempt(own, row._id, () => planComingRun(own, row));
  }
}

/** One that cannot be mended keeps no other from being mended; it is tried again at the next turn. */
async function attempt(ctx: Ctx, id: Types.ObjectId, mend: () => Promise<void>): Promise<void> {
  try {
    await mend();
  } catch (error) {
    ctx.logger.warn({ err: error, id: String(id) }, 'schedule not mended, trying again');
  }
}

/**
 * After a release with other time-zone data: every schedule keeps its wall clock, and its coming run moves to the instant
 * that the new data gives; the team is told when it is another one. Done at start, and harmless again.
 */
export async function resolveZonesAgain(ctx: SystemCtx): Promise<void> {
  const outdated = ScheduleModel.find({ status: 'scheduled', zoneData: { $ne: zoneDataVersion() } })
    .setOptions({ acrossTeams: true })
    .lean()
    .cursor({ batchSize });
  for await (const row of outdated) {
    const own = actForTeam(ctx, String(row.team));
    await attempt(own, row._id, () => resolveAgain(own, row));
  }
}

async function resolveAgain(ctx: Ctx, row: ScheduleRow): Promise<void> {
  const zoneData = zoneDataVersion();
  // A time that is due already must first end as a deployment or as missed.
  if (row.cron && row.nextRunAt && row.nextRunAt <= ctx.now()) return;
  const nextRunAt = instantOf(ctx, row);
  if (!nextRunAt || !row.next || nextRunAt.getTime() === row.nextRunAt?.getTime()) {
    await ScheduleModel.updateOne({ _id: row._id, team: ctx.team, version: row.version }, { $set: { zoneData } });
    return;
  }
  const run = await holdRun(ctx, row.next);
  const moved = {
    ...{ next: new Types.ObjectId(), nextRunAt, orderAt: nextRunAt, plannedAt: null, zoneData },
    ...(row.cron ? {} : { runAt: nextRunAt }),
  };
  const stored = run && (await storeChange(ctx, { schedule: row, run }, moved));
  if (!stored) {
    if (run) await releaseRun(ctx, run);
    return;
  }
  await dropRun(ctx, run);
  await planComingRun(ctx, stored);
  await tellMoved(ctx, row, stored);
}

/** A wall clock that the new data skips runs at the next minute that exists. */
function instantOf(ctx: Ctx, row: ScheduleRow): Date | null {
  if (row.cron) return nextTime(parseCron(row.cron), row.timezone, ctx.now(), row.endsAt);
  if (!row.at) return null;
  const found = resolveWallClock(row.at, row.timezone, row.fold ?? 'first');
  if (found.kind !== 'nonexistent') return found.at;
  const after = resolveWallClock(found.after, row.timezone);
  return after.kind === 'nonexistent' ? null : after.at;
}

async function tellMoved(ctx: Ctx, before: ScheduleRow, after: ScheduleRow): Promise<void> {
  if (!before.nextRunAt || !after.nextRunAt) return;
  const clock = formatWallClock(toWallClock(after.nextRunAt, after.timezone));
  await notifyTeam(ctx, {
    kind: 'schedule_moved',
    title: `Moved: the deployment of ${after.appName} at ${clock} (${after.timezone})`,
    text: `The rules of the time zone ${after.timezone} changed. The time on the clock there stays ${clock}; the instant is now ${formatInstant(after.nextRunAt)} instead of ${formatInstant(before.nextRunAt)}.`,
    link: `/schedules/${String(after._id)}`,
    key: `schedule_moved:${String(after._id)}:${after.nextRunAt.toISOString()}`,
    also: [after.createdBy.id],
  });
}
