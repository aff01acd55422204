import type { SystemCtx } from '@oatfin/domain/context';

const minuteMs = 60_000;
/** Looked at again after this long at the latest: the clock may have been set. */
const longestWaitMs = 5_000;

/**
 * Calls `act` at the beginning of every minute of the installation's clock: schedules are due on whole minutes, and a
 * timer in the process is more punctual than a queue that has to be asked, and is there when Redis is not. The returned
 * function stops it.
 */
export function tickEveryMinute(ctx: SystemCtx, act: (ctx: SystemCtx) => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let told = Math.floor(ctx.now().getTime() / minuteMs);
  const look = () => {
    const now = ctx.now().getTime();
    const minute = Math.floor(now / minuteMs);
    // Also after the clock was put back.
    if (minute !== told) {
      told = minute;
      act(ctx).catch((error: unknown) => ctx.logger.warn({ err: error }, 'due runs not started, looking again'));
    }
    timer = setTimeout(look, Math.min(minuteMs - (now % minuteMs), longestWaitMs));
  };
  look();
  return () => clearTimeout(timer);
}
