import { isDuplicateKey } from '@oatfin/platform/mongo';
import { Types } from 'mongoose';
import { findApp } from '../../apps';
import type { Ctx } from '../../context';
import { comingTime } from '../recurring/coming-time';
import { dropDependencies, dropRun, holdRun } from '../runs/hold-run';
import { queueRuns } from '../runs/queue-runs';
import { RunModel, type RunRow } from '../runs/run.model';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { blankRun, notAfterOf } from './blank-run';
import { type PlanMember, planGraph } from './plan-graph';

/** The coming run of a schedule: its id and instant stand in the schedule before the run itself is written. */
export interface ComingRun {
  id: Types.ObjectId;
  dueAt: Date;
}

/**
 * Writes down the coming run of a schedule and the runs of all it depends on, and puts their jobs into Redis. Safe to run
 * again, also after being cut off anywhere: what is there stays, what is missing is added.
 */
export async function planComingRun(ctx: Ctx, schedule: ScheduleRow): Promise<void> {
  if (!schedule.next || !schedule.nextRunAt) return;
  const coming = { id: schedule.next, dueAt: schedule.nextRunAt };
  const runs = await writePlan(ctx, schedule, coming);
  if (!runs) return planNextTime(ctx, schedule, coming);
  const { matchedCount } = await ScheduleModel.updateOne(
    { _id: schedule._id, team: ctx.team, next: schedule.next },
    { $set: { plannedAt: ctx.now() } },
  );
  if (matchedCount === 0) return withdrawPlan(ctx, coming);
  await queueRuns(ctx, runs);
}

async function planNextTime(ctx: Ctx, schedule: ScheduleRow, { id, dueAt }: ComingRun): Promise<void> {
  await dropDependencies(ctx, id);
  const coming = comingTime(schedule, dueAt);
  const updated = await ScheduleModel.findOneAndUpdate(
    { _id: schedule._id, team: ctx.team, next: id },
    { $set: { ...coming, orderAt: coming.nextRunAt ?? dueAt } },
    { returnDocument: 'after' },
  ).lean();
  if (updated) await planComingRun(ctx, updated);
}

/** The schedule was canceled or moved while its plan was written, by somebody who could not see it yet. */
async function withdrawPlan(ctx: Ctx, { id }: ComingRun): Promise<void> {
  const run = await holdRun(ctx, id);
  if (run) await dropRun(ctx, run);
}

/**
 * Writes the runs of one due moment, dependencies first. Of an app that is gone nothing is planned but the run itself. Null
 * when the schedule had this moment already, under another id: a clock that was put back shows it a second time.
 */
export async function writePlan(ctx: Ctx, schedule: ScheduleRow, coming: ComingRun): Promise<RunRow[] | null> {
  const app = await findApp(ctx, String(schedule.app));
  const members = app ? await planGraph(ctx, app, coming.dueAt) : [];
  const ids = new Map([[String(schedule.app), coming.id]]);
  const runs: RunRow[] = [];
  for (const member of members.slice(0, -1)) {
    const run = await addDependency(ctx, member, waitsFor(member, members, ids), schedule, coming);
    ids.set(String(member.app._id), run._id);
    runs.push(run);
  }
  const own = members.at(-1);
  const run = await addOwnRun(ctx, schedule, coming, own ? waitsFor(own, members, ids) : []);
  return run && [...runs, run];
}

function waitsFor(member: PlanMember, members: PlanMember[], ids: Map<string, Types.ObjectId>): RunRow['waitsFor'] {
  return member.waitsFor.flatMap((id) => {
    const app = members.find((other) => String(other.app._id) === id)?.app;
    const deployment = ids.get(id);
    return app && deployment ? [{ deployment, app: app._id, appName: app.name }] : [];
  });
}

/** A dependency that is due at the same moment for several schedules is one run. */
async function addDependency(
  ctx: Ctx,
  member: PlanMember,
  waitsForRuns: RunRow['waitsFor'],
  schedule: ScheduleRow,
  coming: ComingRun,
): Promise<RunRow> {
  const known = await RunModel.findOne({
    team: ctx.team,
    kind: 'dependency',
    app: member.app._id,
    neededBy: coming.id,
  }).lean();
  if (known) return known;
  const notAfter = notAfterOf(schedule, coming.dueAt);
  const shared = {
    team: ctx.team,
    kind: 'dependency',
    app: member.app._id,
    dueAt: member.dueAt,
    state: 'pending',
  } as const;
  const mustDeploy = schedule.skipIfCurrent ? {} : { $set: { skipIfCurrent: false } };
  const row = {
    ...blankRun(ctx, schedule, member.app),
    ...{ _id: new Types.ObjectId(), kind: 'dependency' as const, schedule: null, neededBy: [coming.id] },
    ...{ dueAt: member.dueAt, notAfter, waitsFor: waitsForRuns },
  };
  try {
    const joined = await RunModel.findOneAndUpdate(
      shared,
      { $addToSet: { neededBy: coming.id, waitsFor: { $each: waitsForRuns } }, $max: { notAfter }, ...mustDeploy },
      { returnDocument: 'after' },
    ).lean();
    return joined ?? (await RunModel.create(row)).toObject();
  } catch (error) {
    if (isDuplicateKey(error)) return addDependency(ctx, member, waitsForRuns, schedule, coming);
    throw error;
  }
}

async function addOwnRun(
  ctx: Ctx,
  schedule: ScheduleRow,
  coming: ComingRun,
  waitsForRuns: RunRow['waitsFor'],
): Promise<RunRow | null> {
  const row = {
    ...blankRun(ctx, schedule, { _id: schedule.app, name: schedule.appName }),
    ...{ _id: coming.id, kind: 'schedule' as const, schedule: schedule._id, neededBy: [] },
    ...{ dueAt: coming.dueAt, notAfter: notAfterOf(schedule, coming.dueAt), waitsFor: waitsForRuns },
    revision: schedule.revision,
  };
  try {
    return (await RunModel.create(row)).toObject();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await reviseOwnRun(ctx, coming.id, waitsForRuns)) ?? refuseUnlessDone(ctx, schedule, coming);
  }
}

/** A run that is there keeps its row; what it waits for is what the graph says now, until it starts. */
async function reviseOwnRun(ctx: Ctx, id: Types.ObjectId, waitsForRuns: RunRow['waitsFor']): Promise<RunRow | null> {
  const revised = await RunModel.findOneAndUpdate(
    { _id: id, team: ctx.team, state: { $in: ['pending', 'held'] } },
    { $set: { waitsFor: waitsForRuns } },
    { returnDocument: 'after' },
  ).lean();
  return revised ?? RunModel.findOne({ _id: id, team: ctx.team }).lean();
}

/** What is only held or pending at this moment is being taken away: then the moment is free at the next attempt. */
async function refuseUnlessDone(ctx: Ctx, schedule: ScheduleRow, { dueAt }: ComingRun): Promise<null> {
  const other = await RunModel.findOne({ team: ctx.team, schedule: schedule._id, dueAt, kind: 'schedule' }).lean();
  if (other && schedule.cron && other.state !== 'held' && other.state !== 'pending') return null;
  throw new Error('another run of the schedule has the same due moment');
}
