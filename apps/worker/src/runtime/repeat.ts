import type { SystemCtx } from '@oatfin/domain/context';

/** Work that mends what is stuck, done by every worker; each act is safe to do twice. */
export interface Sweep {
  name: string;
  everySeconds: number;
  run(ctx: SystemCtx): Promise<void>;
}

/** Runs each sweep now and then again and again, never twice at once. The returned function stops and waits for them. */
export function repeatSweeps(ctx: SystemCtx, sweeps: Sweep[]): () => Promise<void> {
  const stops = sweeps.map((sweep) => repeat(ctx, sweep));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function repeat(ctx: SystemCtx, sweep: Sweep): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    running = runOnce(ctx, sweep).finally(() => {
      if (!isStopped) timer = setTimeout(next, sweep.everySeconds * 1_000);
    });
  };
  next();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}

/** A sweep that fails is tried again at its next turn; the failure is in the log. */
async function runOnce(ctx: SystemCtx, sweep: Sweep): Promise<void> {
  try {
    await sweep.run(ctx);
  } catch (error) {
    ctx.logger.warn({ err: error, sweep: sweep.name }, 'sweep failed');
  }
}
