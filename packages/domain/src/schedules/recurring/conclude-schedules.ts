import { parseCron } from '@oatfin/platform/time';
import type { Types } from 'mongoose';
import { actForTeam, type Ctx, type SystemCtx } from '../../context';
import type { Ending } from '../firing/endings';
import { planComingRun } from '../planning/plan-runs';
import type { RunRow } from '../runs/run.model';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { comingTime } from './coming-time';
import { recordMissedTimes } from './missed-times';
import { tellMissed } from './tell-missed';

/** At a time: schedules are advanced one by one, each a few round trips. */
const concurrency = 10;

/** Says in the schedules what became of their due runs; a recurring one gets its next. Safe to run again. */
export async function concludeSchedules(ctx: SystemCtx, runs: RunRow[], endings: Map<string, Ending>): Promise<void> {
  const own = runs.filter((run) => run.schedule !== null);
  const once = own.filter((run) => !run.isRecurring);
  await markOnesStarted(once.filter((run) => !endings.has(String(run._id))));
  const rest = own.filter((run) => run.isRecurring || endings.has(String(run._id)));
  for (let start = 0; start < rest.length; start += concurrency) {
    const some = rest.slice(start, start + concurrency);
    await Promise.all(some.map((run) => conclude(ctx, run, endings.get(String(run._id)) ?? null)));
  }
}

async function markOnesStarted(runs: RunRow[]): Promise<void> {
  if (runs.length === 0) return;
  await ScheduleModel.updateMany(
    { _id: { $in: runs.map((run) => run.schedule) }, next: { $in: runs.map((run) => run._id) }, status: 'scheduled' },
    [{ $set: { status: 'running', last: '$next', runs: 1, next: null, nextRunAt: null } }],
    { updatePipeline: true },
  ).setOptions({ acrossTeams: true });
}

async function conclude(system: SystemCtx, run: RunRow, ending: Ending | null): Promise<void> {
  const ctx = actForTeam(system, String(run.team));
  const schedule = await ScheduleModel.findOne({ _id: run.schedule, team: ctx.team }).lean();
  if (!schedule) return;
  const further = run.isRecurring
    ? await advance(ctx, schedule, run, ending)
    : await endOnce(ctx, schedule, run, ending);
  if (ending?.state === 'missed') await tellMissed(ctx, schedule, run, { ending, further });
}

async function endOnce(ctx: Ctx, schedule: ScheduleRow, run: RunRow, ending: Ending | null): Promise<number> {
  await ScheduleModel.updateOne(
    { _id: schedule._id, team: ctx.team, next: run._id },
    { $set: { status: 'missed', reason: ending?.reason ?? null, last: run._id, next: null, nextRunAt: null } },
  );
  return 0;
}

/** Plans the time after this one. Times that passed their grace meanwhile are recorded as missed; gives their number. */
async function advance(ctx: Ctx, schedule: ScheduleRow, run: RunRow, ending: Ending | null): Promise<number> {
  if (!schedule.cron) return 0;
  if (!schedule.next?.equals(run._id)) return noteExtraRun(ctx, schedule, run, ending);
  if (ending?.reason.code === 'app.expired') return pause(ctx, schedule, run, ending);
  const missed = await recordMissedTimes(ctx, schedule, parseCron(schedule.cron), run.dueAt);
  const runs = schedule.runs + (ending ? 0 : 1);
  const coming = comingTime({ ...schedule, runs }, missed.at(-1) ?? run.dueAt);
  const last = ending ? {} : { last: run._id };
  const orderAt = coming.nextRunAt ?? run.dueAt;
  const updated = await moveOn(ctx, schedule, run._id, { ...coming, ...last, runs, orderAt });
  if (updated) await planComingRun(ctx, updated);
  return missed.length;
}

/** A run that somebody asked for besides its times: it is the last one, and does not count. */
async function noteExtraRun(ctx: Ctx, { _id }: ScheduleRow, run: RunRow, ending: Ending | null): Promise<number> {
  if (!ending) await ScheduleModel.updateOne({ _id, team: ctx.team }, { $set: { last: run._id } });
  return 0;
}

/** Of an app whose time is over every further time would be missed as well: the team is told once. */
async function pause(ctx: Ctx, schedule: ScheduleRow, run: RunRow, { reason }: Ending): Promise<number> {
  const held = { status: 'paused' as const, reason, next: null, nextRunAt: null, plannedAt: null };
  await moveOn(ctx, schedule, run._id, held);
  return 0;
}

async function moveOn(
  ctx: Ctx,
  schedule: ScheduleRow,
  from: Types.ObjectId,
  change: Partial<ScheduleRow>,
): Promise<ScheduleRow | null> {
  return ScheduleModel.findOneAndUpdate(
    { _id: schedule._id, team: ctx.team, next: from },
    { $set: change },
    { returnDocument: 'after' },
  ).lean();
}
