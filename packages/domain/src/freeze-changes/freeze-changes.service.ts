import type { Freeze, UpdateFreezeBody } from '@oatfin/contracts';
import type { Ctx } from '../context';
import { reviewFrozen } from '../deployments';
import { changeFreeze, forgetFreeze } from '../freezes';

/**
 * Changes a freeze and looks at once at what freezes hold: it starts, or says until when it waits now. Stands apart from
 * `freezes` because deployments know freezes. Throws `freeze.not_found`, `freeze.invalid`.
 */
export async function updateFreeze(ctx: Ctx, id: string, changes: UpdateFreezeBody): Promise<Freeze> {
  const freeze = await changeFreeze(ctx, id, changes);
  await reviewFrozen(ctx);
  return freeze;
}

/** Removes a freeze; what it alone held starts at once. Throws `freeze.not_found`. */
export async function deleteFreeze(ctx: Ctx, id: string): Promise<void> {
  await forgetFreeze(ctx, id);
  await reviewFrozen(ctx);
}
