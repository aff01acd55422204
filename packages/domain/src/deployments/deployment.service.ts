import type { Deployment, ListDeploymentsQuery, LogLine } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { paginate } from '@oatfin/platform/paging';
import type { Ctx } from '../context';
import { DeploymentModel, type DeploymentRow } from './deployment.model';
import { toDeployment } from './deployment.reply';
import { followEvents, listLogLines } from './events/read-events';

/** Throws `deployment.not_found`. */
export async function getDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  return toDeployment(await getDeploymentRow(ctx, id));
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
  await getDeploymentRow(ctx, id);
  const after = Number(query.cursor ?? 0);
  if (!Number.isSafeInteger(after) || after < 0)
    throw new AppError('request.cursor_invalid', 'The cursor is not one of this list.');
  const found = await listLogLines(ctx, id, after, query.limit + 1);
  const lines = found.slice(0, query.limit);
  return { lines, nextCursor: found.length > query.limit ? String(lines.at(-1)?.seq ?? 0) : null };
}

/**
 * Everything the deployment said after `afterSeq`, live until its end. A number it has not reached is none of its own (a
 * client may have it from another deployment), and begins at the beginning. Throws `deployment.not_found` before the first.
 */
export async function followDeployment(ctx: Ctx, id: string, afterSeq: number, signal: AbortSignal) {
  const { lastSeq } = await getDeploymentRow(ctx, id);
  return followEvents(ctx, id, afterSeq > lastSeq ? 0 : afterSeq, signal);
}

/** Throws `deployment.not_found`. */
export async function getDeploymentRow(ctx: Ctx, id: string): Promise<DeploymentRow> {
  const row = await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean();
  if (!row) throw new AppError('deployment.not_found', 'The deployment does not exist.');
  return row;
}
