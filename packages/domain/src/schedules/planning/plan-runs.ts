import { isDuplicateKey } from '@oatfin/platform/mongo';
import { Types } from 'mongoose';
import { findApp } from '../../apps';
import type { Ctx } from '../../context';
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
  await ScheduleModel.updateOne(
    { _id: schedule._id, team: ctx.team, next: schedule.next },
    { $set: { plannedAt: ctx.now() } },
  );
  await queueRuns(ctx, runs);
}

/** Writes the runs of one due moment, dependencies first. Of an app that is gone nothing is planned but the run itself. */
export async function writePlan(ctx: Ctx, schedule: ScheduleRow, coming: ComingRun): Promise<RunRow[]> {
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
  runs.push(await addOwnRun(ctx, schedule, coming, own ? waitsFor(own, members, ids) : []));
  return runs;
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
  const joined = await RunModel.findOneAndUpdate(
    shared,
    { $addToSet: { neededBy: coming.id, waitsFor: { $each: waitsForRuns } }, $max: { notAfter }, ...mustDeploy },
    { returnDocument: 'after' },
  ).lean();
  if (joined) return joined;
  const row = {
    ...blankRun(ctx, schedule, member.app),
    ...{ _id: new Types.ObjectId(), kind: 'dependency' as const, schedule: null, neededBy: [coming.id] },
    ...{ dueAt: member.dueAt, notAfter, waitsFor: waitsForRuns },
  };
  try {
    return (await RunModel.create(row)).toObject();
  } catch (error) {
    if (isDuplicateKey(error, 'dueAt')) return addDependency(ctx, member, waitsForRuns, schedule, coming);
    throw error;
  }
}

async function addOwnRun(
  ctx: Ctx,
  schedule: ScheduleRow,
  coming: ComingRun,
  waitsForRuns: RunRow['waitsFor'],
): Promise<RunRow> {
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
    return reviseOwnRun(ctx, coming.id, waitsForRuns);
  }
}

/** A run that is there keeps its row; what it waits for is what the graph says now, until it starts. */
async function reviseOwnRun(ctx: Ctx, id: Types.ObjectId, waitsForRuns: RunRow['waitsFor']): Promise<RunRow> {
  const revised = await RunModel.findOneAndUpdate(
    { _id: id, team: ctx.team, state: { $in: ['pending', 'held'] } },
    { $set: { waitsFor: waitsForRuns } },
    { returnDocument: 'after' },
  ).lean();
  const row = revised ?? (await RunModel.findOne({ _id: id, team: ctx.team }).lean());
  if (!row) throw new Error('another run of the schedule has the same due moment');
  return row;
}
