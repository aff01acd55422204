import { DeploymentModel } from '../deployment.model';
import { canceledError } from './cancel-watch';
import { type Run, RunLostError } from './run';

/**
 * The point of no return: afterwards the deployment can no longer be canceled. Throws `deployment.canceled` when somebody
 * asked before, and RunLostError.
 */
export async function commit(run: Run): Promise<void> {
  if (run.row.committedAt) return;
  const row = await DeploymentModel.findOneAndUpdate(
    { _id: run.id, team: run.ctx.team, status: 'running', runner: run.runner, cancelRequestedAt: null },
    { $set: { committedAt: run.ctx.now() } },
    { returnDocument: 'after' },
  ).lean();
  if (row) {
    run.row = row;
    return;
  }
  const now = await DeploymentModel.findOne({ _id: run.id, team: run.ctx.team }).lean();
  if (now?.runner === run.runner && now.cancelRequestedAt) throw canceledError(now.canceledBy);
  throw new RunLostError(`run ${run.runner} lost deployment ${run.id}`);
}
