import { AppError } from '@oatfin/platform/errors';
import type { Ctx } from '../../context';
import { DeploymentModel } from '../deployment.model';
import { channelOf } from '../events/append-events';

/** A lost wake-up delays a cancel by at most this long. */
const lookAgainMs = 2_000;

/** What a run that somebody stopped ends with. */
export function canceledError(by: string | null): AppError {
  return new AppError('deployment.canceled', `Canceled by ${by ?? 'somebody'}.`);
}

/** A signal that aborts with `deployment.canceled` once somebody asked this deployment to stop. */
export function watchCancel(ctx: Ctx, id: string): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const look = async () => {
    const filter = { _id: id, team: ctx.team, cancelRequestedAt: { $ne: null }, committedAt: null };
    const asked = await DeploymentModel.findOne(filter, { canceledBy: 1 }).lean();
    if (asked) controller.abort(canceledError(asked.canceledBy));
  };
  const lookQuietly = () =>
    void look().catch((error) => ctx.logger.debug({ err: error }, 'cancel not looked up, looking again'));
  const unsubscribe = ctx.signals.subscribe(channelOf(id), lookQuietly);
  const timer = setInterval(lookQuietly, lookAgainMs);
  lookQuietly();
  return {
    signal: controller.signal,
    stop: () => {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
