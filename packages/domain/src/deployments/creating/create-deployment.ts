import type { CreateDeploymentBody, Deployment, Trigger } from '@oatfin/contracts';
import { Types } from 'mongoose';
import { type AppRow, getApp, requireDeployable } from '../../apps';
import type { Ctx } from '../../context';
import { getRevision } from '../../revisions';
import { toDeployment } from '../deployment.reply';
import { createDeployments } from './create-deployments';
import type { NewDeployment } from './new-deployment';

/**
 * Queues a deployment of the app as it is now, or of an earlier revision. It waits its turn when another one runs, and for
 * the end of a freeze. Throws `app.not_found`, `app.deleting`, `app.expired`, `revision.not_found`.
 */
export async function createDeployment(
  ctx: Ctx,
  appId: string,
  input: Pick<CreateDeploymentBody, 'revision'>,
): Promise<Deployment> {
  const { app, revision, trigger } = await readWish(ctx, appId, input.revision);
  return queueDeployment(ctx, app, revision, trigger);
}

/** What is asked for: the app, the revision when one is named, and whether that is rolling back. Throws as above. */
export async function readWish(
  ctx: Ctx,
  appId: string,
  revision: number | undefined,
): Promise<{ app: AppRow; revision: number | null; trigger: Trigger }> {
  const app = await getApp(ctx, appId);
  requireDeployable(ctx, app);
  if (revision !== undefined) await getRevision(ctx, appId, revision);
  const isOlder = revision !== undefined && revision < (app.serving?.revision ?? 0);
  return { app, revision: revision ?? null, trigger: isOlder ? 'rollback' : 'manual' };
}

/** Queues one deployment that somebody asked for. */
export async function queueDeployment(
  ctx: Ctx,
  app: AppRow,
  revision: number | null,
  trigger: Trigger,
): Promise<Deployment> {
  const [row] = await createDeployments(ctx, [{ ...askedFor(ctx, app, trigger), revision }]);
  if (!row) throw new Error('one deployment was asked for, none was made');
  return toDeployment(row);
}

/** A deployment that somebody asks for now: nobody planned it, and it waits as long as it takes. */
export function askedFor(ctx: Ctx, app: AppRow, trigger: Trigger): NewDeployment {
  return {
    ...{ id: new Types.ObjectId(), team: ctx.team, app, trigger, revision: null, waitsFor: [], skipIfCurrent: false },
    ...{ schedule: null, dueAt: null, notAfter: null, createdBy: ctx.actor.name },
  };
}
