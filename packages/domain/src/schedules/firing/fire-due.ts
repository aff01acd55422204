import type { SystemCtx } from '../../context';
import { recordBeat } from '../outages/outage.model';
import type { RunRow } from '../runs/run.model';
import { claimDue } from './claim-due';
import { startRuns } from './start-runs';

/**
 * Starts every run whose time has come: claims some, and makes their deployments while it claims the next. Any number of
 * workers may do it at once, and a second call finds nothing to do. Throws when a store is away, to be called again.
 */
export async function fireDue(ctx: SystemCtx): Promise<void> {
  await recordBeat(ctx);
  let starting: Promise<void> | null = null;
  for (;;) {
    const [claimed]: [RunRow[] | null, unknown] = await Promise.all([claimDue(ctx), starting]);
    // What was starting may have planned a run that is due already: then there is more to be found than just now.
    if (claimed === null && starting === null) return;
    starting = claimed && startQuietly(ctx, claimed);
  }
}

/**
 * One that cannot be started holds nobody up: after a failure each is tried alone. What fails stays claimed, and is taken
 * over when its claim is stale.
 */
async function startQuietly(ctx: SystemCtx, claimed: RunRow[]): Promise<void> {
  if (claimed.length === 0) return;
  try {
    await startRuns(ctx, claimed);
  } catch (error) {
    ctx.logger.warn({ err: error, runs: claimed.map(({ _id }) => String(_id)) }, 'runs not started, trying again');
    if (claimed.length > 1) for (const run of claimed) await startQuietly(ctx, [run]);
  }
}
