import type { Types } from 'mongoose';
import { type AppRow, clearGraphChange, findApp, listDependents, listGraphChanges } from '../../apps';
import { actForTeam, type Ctx, type SystemCtx } from '../../context';
import { notifyTeam } from '../../notifications';
import { dropDependencies, holdRun, releaseRun } from '../runs/hold-run';
import { queueRuns } from '../runs/queue-runs';
import { RunModel, type RunRow } from '../runs/run.model';
import { ScheduleModel, type ScheduleRow } from '../schedule.model';
import { type PlanMember, planGraph } from './plan-graph';
import { writePlan } from './plan-runs';

/**
 * Makes the coming plans anew in which this app stands, after its dependencies (or its name) changed; what has started
 * stays. The team is told of each plan that is another one. Again is harmless.
 */
export async function replanAfterChange(ctx: Ctx, id: string): Promise<void> {
  const app = await findApp(ctx, id);
  if (!app?.graphChangedAt) return;
  await ScheduleModel.updateMany({ team: ctx.team, app: app._id }, { $set: { appName: app.name } });
  await RunModel.updateMany({ team: ctx.team, app: app._id, state: 'pending' }, { $set: { appName: app.name } });
  const dependents = await listDependents(ctx, app._id);
  const where = { team: ctx.team, app: { $in: dependents }, status: 'scheduled' as const };
  for (const schedule of await ScheduleModel.find(where).lean()) await replan(ctx, schedule, app);
  await clearGraphChange(ctx, app._id, app.graphChangedAt);
}

/** The same for every app whose change nobody was told of. */
export async function replanAll(ctx: SystemCtx): Promise<void> {
  for (const { team, id } of await listGraphChanges(ctx)) await replanAfterChange(actForTeam(ctx, team), id);
}

async function replan(ctx: Ctx, schedule: ScheduleRow, changed: AppRow): Promise<void> {
  if (!schedule.next || !schedule.nextRunAt || !schedule.plannedAt) return;
  const app = await findApp(ctx, String(schedule.app));
  if (!app) return;
  const members = await planGraph(ctx, app, schedule.nextRunAt);
  if (isSamePlan(await planOf(ctx, schedule.next), members)) return;
  const run = await holdRun(ctx, schedule.next);
  if (!run) return;
  await dropDependencies(ctx, run._id);
  const runs = await writePlan(ctx, schedule, { id: schedule.next, dueAt: schedule.nextRunAt });
  await queueRuns(
    ctx,
    (runs ?? []).filter(({ state }) => state === 'pending'),
  );
  await releaseRun(ctx, run);
  await tellChanged(ctx, schedule, changed);
}

async function planOf(ctx: Ctx, id: Types.ObjectId): Promise<RunRow[]> {
  const own = await RunModel.find({ team: ctx.team, _id: id }).lean();
  return [...own, ...(await RunModel.find({ team: ctx.team, neededBy: id }).lean())];
}

/** Whether the runs are those of the plan, each waiting for the same apps; what has started may have its own time. */
function isSamePlan(runs: RunRow[], members: PlanMember[]): boolean {
  if (runs.length !== members.length) return false;
  return members.every((member) => {
    const run = runs.find(({ app }) => app.equals(member.app._id));
    if (!run) return false;
    const hasBegun = run.state !== 'pending' && run.state !== 'held';
    const isPunctual = hasBegun || member.startsAtOnce || run.dueAt.getTime() === member.dueAt.getTime();
    const waitsFor = new Set(run.waitsFor.map(({ app }) => String(app)));
    return isPunctual && waitsFor.size === member.waitsFor.length && member.waitsFor.every((app) => waitsFor.has(app));
  });
}

async function tellChanged(ctx: Ctx, schedule: ScheduleRow, changed: AppRow): Promise<void> {
  await notifyTeam(ctx, {
    kind: 'plan_changed',
    title: `Plan changed: the scheduled deployment of ${schedule.appName}`,
    text: `The dependencies of ${changed.name} changed, so what runs before ${schedule.appName} is another plan now.`,
    link: `/schedules/${String(schedule._id)}`,
    key: `plan_changed:${String(schedule._id)}:${changed.graphChangedAt?.toISOString() ?? ''}`,
    also: [schedule.createdBy.id],
  });
}
