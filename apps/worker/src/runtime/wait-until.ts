import type { SystemCtx } from '@oatfin/domain/context';

/** Timers of Node hold at most 2^31 ms, and a clock may be set meanwhile: looked at again after this long. */
const longestWaitMs = 10_000;

/** Resolves when the installation's clock shows `at`; rejects when the worker shuts down first. */
export async function waitUntil(ctx: SystemCtx, at: Date, shutdown: AbortSignal): Promise<void> {
  for (;;) {
    shutdown.throwIfAborted();
    const left = at.getTime() - ctx.now().getTime();
    if (left <= 0) return;
    await pause(Math.min(left, longestWaitMs), shutdown);
  }
}

function pause(ms: number, shutdown: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      shutdown.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    shutdown.addEventListener('abort', end, { once: true });
  });
}
