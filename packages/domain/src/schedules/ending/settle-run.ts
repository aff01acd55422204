import { type Deployment, finalStatuses, type Reason, type ScheduleStatus } from '@oatfin/contracts';
import type { Types } from 'mongoose';
import { actForTeam, type Ctx, type SystemCtx } from '../../context';
import { findDeployment, listStatusesOfAllTeams } from '../../deployments';
import { notifyTeam } from '../../notifications';
import { RunModel, type RunRow } from '../runs/run.model';
import { ScheduleModel } from '../schedule.model';

const batchSize = 500;

/** How a one-off schedule ends when its deployment does. */
const ends: Record<(typeof finalStatuses)[number], ScheduleStatus> = {
  succeeded: 'completed',
  failed: 'failed',
  rolled_back: 'failed',
  canceled: 'canceled',
};

/** Of a run whose deployment went with its app. */
const removed = { status: 'canceled' as const, reason: { code: 'app.deleting', message: 'The app was deleted.' } };

/** Says in the schedule how its deployment ended, and tells the team when it failed. Again is harmless. */
export async function settleRun(ctx: Ctx, id: string): Promise<void> {
  const run = await RunModel.findOne({ _id: id, team: ctx.team, state: { $in: ['starting', 'started'] } }).lean();
  if (!run) return;
  const deployment = await findDeployment(ctx, id);
  if (deployment ? !isEnded(deployment.status) : run.state === 'starting') return;
  if (run.schedule && deployment) await endSchedule(ctx, run, run.schedule, deployment);
  if (run.schedule && !deployment) await endOnce(ctx, run, run.schedule, removed);
  await RunModel.updateOne({ _id: run._id, team: ctx.team }, { $set: { state: 'settled' } });
}

/** Settles the runs whose deployments ended while nobody was told: Redis was away, or a worker died. */
export async function settleRuns(ctx: SystemCtx): Promise<void> {
  let rows: Unsettled[] = [];
  const unsettled = RunModel.find({ state: 'started' }, { team: 1 })
    .setOptions({ acrossTeams: true })
    .lean()
    .cursor({ batchSize });
  for await (const run of unsettled) {
    if (rows.push(run) < batchSize) continue;
    await settleEnded(ctx, rows);
    rows = [];
  }
  await settleEnded(ctx, rows);
}

type Unsettled = Pick<RunRow, '_id' | 'team'>;

async function settleEnded(ctx: SystemCtx, rows: Unsettled[]): Promise<void> {
  const statuses = await listStatusesOfAllTeams(
    ctx,
    rows.map(({ _id }) => _id),
  );
  for (const { _id, team } of rows) {
    const status = statuses.get(String(_id));
    if (!status || isEnded(status)) await settleRun(actForTeam(ctx, String(team)), String(_id));
  }
}

function isEnded(status: string): status is (typeof finalStatuses)[number] {
  return finalStatuses.some((final) => final === status);
}

async function endSchedule(ctx: Ctx, run: RunRow, schedule: Types.ObjectId, deployment: Deployment): Promise<void> {
  if (!isEnded(deployment.status)) return;
  const status = ends[deployment.status];
  const { reason } = deployment;
  await endOnce(ctx, run, schedule, { status, reason });
  if (status === 'failed') await tellFailed(ctx, schedule, deployment);
}

/** Also of a run whose start the schedule was never told of: then this says both. */
async function endOnce(
  ctx: Ctx,
  run: RunRow,
  schedule: Types.ObjectId,
  end: { status: ScheduleStatus; reason: Reason | null },
): Promise<void> {
  if (run.isRecurring) return;
  await ScheduleModel.updateOne(
    { _id: schedule, team: ctx.team, $or: [{ last: run._id, status: 'running' }, { next: run._id }] },
    { $set: { ...end, last: run._id, runs: 1, next: null, nextRunAt: null } },
  );
}

async function tellFailed(ctx: Ctx, schedule: Types.ObjectId, deployment: Deployment): Promise<void> {
  const row = await ScheduleModel.findOne({ _id: schedule, team: ctx.team }).lean();
  await notifyTeam(ctx, {
    kind: 'schedule_failed',
    title: `Failed: the scheduled deployment of ${deployment.appName}`,
    text: `${deployment.reason?.message ?? 'The deployment failed.'}\n\nNothing that runs was changed.`,
    link: `/apps/${deployment.app}/deployments/${deployment.id}`,
    key: `schedule_failed:${deployment.id}`,
    also: row ? [row.createdBy.id] : [],
  });
}
