import type { DeployChoice } from '@oatfin/contracts';
import type { AppRow } from '../../apps';
import type { Ctx } from '../../context';
import { pinContainers } from '../../pinning';
import { createRevision } from '../../revisions';

/**
 * The revision that holds the app as it is now, every image by digest; null when the newest is wanted at the time. Throws
 * what resolving images throws.
 */
export async function findPinnedRevision(ctx: Ctx, app: AppRow, deploy: DeployChoice): Promise<number | null> {
  if (deploy === 'newest') return null;
  const platform = await ctx.providers.target(app.target.kind).platform();
  const containers = await pinContainers(ctx, app.containers, { platform });
  const pinned = { app: String(app._id), target: app.target, containers, createdBy: ctx.actor.name };
  return (await createRevision(ctx, pinned)).number;
}
