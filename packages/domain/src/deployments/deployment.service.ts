import {
  type CreateDeploymentBody,
  type Deployment,
  type ListDeploymentsQuery,
  type LogLine,
  stepNames,
  type Trigger,
} from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { paginate } from '@oatfin/platform/paging';
import { type AppRow, getApp, recordLastDeployment, requireDeployable } from '../apps';
import type { Ctx } from '../context';
import { getRevision } from '../revisions';
import { DeploymentModel, type DeploymentRow } from './deployment.model';
import { toDeployment, toSummary } from './deployment.reply';
import { appendEvents } from './events/append-events';
import { followEvents, listLogLines } from './events/read-events';
import { admitDeployments } from './queueing/admit-deployments';

/**
 * Queues a deployment of the app as it is now, or of an earlier revision. It waits its turn when another one runs.
 * Throws `app.not_found`, `app.deleting`, `app.expired`, `revision.not_found`.
 */
export async function createDeployment(ctx: Ctx, appId: string, input: CreateDeploymentBody): Promise<Deployment> {
  const app = await getApp(ctx, appId);
  requireDeployable(ctx, app);
  if (input.revision !== undefined) await getRevision(ctx, appId, input.revision);
  const isOlder = input.revision !== undefined && input.revision < (app.serving?.revision ?? 0);
  return queueDeployment(ctx, app, input.revision ?? null, isOlder ? 'rollback' : 'manual');
}

/**
 * Rolls back. When what this deployment brought is what serves, the revision that served before it comes back; when
 * another one serves, this one comes back. Throws `deployment.not_found`, and `deployment.nothing_to_roll_back` when it
 * never went live or nothing else did before it.
 */
export async function rollbackDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  const row = await getRow(ctx, id);
  const app = await getApp(ctx, String(row.app));
  requireDeployable(ctx, app);
  if (row.status !== 'succeeded' || row.revision === null) {
    throw nothingToRollBack(
      'This deployment never went live, so there is nothing to roll back; choose one that succeeded.',
    );
  }
  const revision = app.serving?.revision === row.revision ? await revisionBefore(ctx, row) : row.revision;
  return queueDeployment(ctx, app, revision, 'rollback');
}

/** The revision that was live before this deployment's own, however often its own was deployed again. */
async function revisionBefore(ctx: Ctx, row: DeploymentRow): Promise<number> {
  const earlier = await DeploymentModel.findOne(
    { team: ctx.team, app: row.app, status: 'succeeded', revision: { $ne: row.revision }, _id: { $lt: row._id } },
    { revision: 1 },
  )
    .sort({ _id: -1 })
    .lean();
  if (typeof earlier?.revision === 'number') return earlier.revision;
  throw nothingToRollBack('No other revision served before this deployment, so there is nothing to roll back to.');
}

function nothingToRollBack(sentence: string): AppError {
  return new AppError('deployment.nothing_to_roll_back', sentence);
}

async function queueDeployment(ctx: Ctx, app: AppRow, revision: number | null, trigger: Trigger): Promise<Deployment> {
  const { target, containers } = app;
  const created = await DeploymentModel.create({
    team: ctx.team,
    app: app._id,
    appName: app.name,
    trigger,
    status: 'queued',
    steps: stepNames.map((name) => ({ name, status: 'pending' as const })),
    configuration: revision === null ? { target, containers } : null,
    revision,
    createdBy: ctx.actor.name,
  });
  const row = created.toObject();
  await appendEvents(ctx, String(row._id), [{ kind: 'status', data: { status: 'queued', reason: null } }]);
  await recordLastDeployment(ctx, String(app._id), toSummary(row));
  await admitDeployments(ctx);
  return toDeployment(row);
}

/** Throws `deployment.not_found`. */
export async function getDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  return toDeployment(await getRow(ctx, id));
}

/** Deployments of the team, filtered, newest first unless sorted otherwise. */
export async function listDeployments(
  ctx: Ctx,
  query: ListDeploymentsQuery,
): Promise<{ deployments: Deployment[]; nextCursor: string | null }> {
  const { app, status, trigger } = query;
  const where = { ...(app && { app }), ...(status && { status }), ...(trigger && { trigger }) };
  const page = paginate(query, { createdAt: 'createdAt' }, where);
  const found = await DeploymentModel.find({ team: ctx.team, ...where, ...page.filter })
    .sort(page.sort)
    .limit(page.limit)
    .lean();
  const { rows, nextCursor } = page.toPage(found);
  return { deployments: rows.map(toDeployment), nextCursor };
}

/** Log lines in order. The cursor is the number of the last line seen. Throws `deployment.not_found`. */
export async function readDeploymentLog(
  ctx: Ctx,
  id: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ lines: LogLine[]; nextCursor: string | null }> {
  await getRow(ctx, id);
  const after = Number(query.cursor ?? 0);
  if (!Number.isSafeInteger(after) || after < 0)
    throw new AppError('request.cursor_invalid', 'The cursor is not one of this list.');
  const found = await listLogLines(ctx, id, after, query.limit + 1);
  const lines = found.slice(0, query.limit);
  return { lines, nextCursor: found.length > query.limit ? String(lines.at(-1)?.seq ?? 0) : null };
}

/** Everything the deployment said after `afterSeq`, live until its end. Throws `deployment.not_found` before the first. */
export async function followDeployment(ctx: Ctx, id: string, afterSeq: number, signal: AbortSignal) {
  await getRow(ctx, id);
  return followEvents(ctx, id, afterSeq, signal);
}

async function getRow(ctx: Ctx, id: string): Promise<DeploymentRow> {
  const row = await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean();
  if (!row) throw new AppError('deployment.not_found', 'The deployment does not exist.');
  return row;
}
