import type { Deployment } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { getApp, requireDeployable } from '../../apps';
import type { Ctx } from '../../context';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { getDeploymentRow } from '../deployment.service';
import { queueDeployment } from './create-deployment';

/**
 * Rolls back, also during a freeze. When what this deployment brought is what serves, the revision that served before it
 * comes back; when another one serves, this one comes back. Throws `deployment.not_found`, and
 * `deployment.nothing_to_roll_back` when it never went live or nothing else did before it.
 */
export async function rollbackDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  const row = await getDeploymentRow(ctx, id);
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
    {
      team: ctx.team,
      app: row.app,
      status: 'succeeded',
      revision: { $ne: row.revision },
      endedAt: { $lte: row.endedAt },
    },
    { revision: 1 },
  )
    .sort({ endedAt: -1, _id: -1 })
    .lean();
  if (typeof earlier?.revision === 'number') return earlier.revision;
  throw nothingToRollBack('No other revision served before this deployment, so there is nothing to roll back to.');
}

function nothingToRollBack(sentence: string): AppError {
  return new AppError('deployment.nothing_to_roll_back', sentence);
}
