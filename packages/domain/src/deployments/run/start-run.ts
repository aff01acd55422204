import { randomUUID } from 'node:crypto';
import { claimApp, getApp, recordLastDeployment, releaseApp } from '../../apps';
import type { Ctx } from '../../context';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { isFinal, toStep, toSummary } from '../deployment.reply';
import { appendEvents } from '../events/append-events';
import { createDeploymentLog } from '../events/deployment-log';
import { createMask } from '../events/mask';
import { hasStatusEvent } from '../events/read-events';
import type { Run, RunOptions } from './run';

/**
 * Takes a deployment over: from now on this run alone may write to it. Null when it has ended, is blocked, does not exist, or
 * another deployment of the app has the turn. The first run also notes what serves now, so that it can be restored.
 */
export async function startRun(ctx: Ctx, id: string, options: RunOptions, signal: AbortSignal): Promise<Run | null> {
  const found = await DeploymentModel.findOne({ _id: id, team: ctx.team }).lean();
  if (found?.status === 'blocked') await releaseApp(ctx, String(found.app), id);
  if (!found || isFinal(found) || found.status === 'blocked') return null;
  if (!(await claimApp(ctx, String(found.app), id))) return null;
  const app = await getApp(ctx, String(found.app));
  const runner = randomUUID();
  const row = await takeOver(ctx, found, runner, app.serving);
  if (!row) return null;
  const log = createDeploymentLog(ctx, id, () => run.mask);
  const run: Run = { ctx, id, app, runner, row, log, signal, options, mask: createMask([]) };
  await announce(run, found);
  return run;
}

async function takeOver(ctx: Ctx, found: DeploymentRow, runner: string, serving: DeploymentRow['previous']) {
  const isFirst = found.startedAt === null;
  const first = isFirst ? { startedAt: ctx.now(), previous: serving } : {};
  return DeploymentModel.findOneAndUpdate(
    { _id: found._id, team: ctx.team, status: found.status, startedAt: found.startedAt },
    { $set: { status: 'running', runner, ...first } },
    { returnDocument: 'after' },
  ).lean();
}

/** A run that carries on tells again how the steps stand: its predecessor may have died before it could say so. */
async function announce(run: Run, before: DeploymentRow): Promise<void> {
  if (!(await hasStatusEvent(run.ctx, run.id, 'running'))) {
    await appendEvents(run.ctx, run.id, [{ kind: 'status', data: { status: 'running', reason: null } }]);
    await recordLastDeployment(run.ctx, String(run.row.app), toSummary(run.row));
  }
  if (before.status !== 'running') return;
  run.log.line(null, 'Another worker carries on where the last one stopped.');
  for (const step of run.row.steps) {
    if (step.startedAt !== null) run.log.event({ kind: 'step', data: toStep(step) });
  }
}
