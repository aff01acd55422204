import type { SystemCtx } from '../../context';
import { recordBeat } from '../outages/outage.model';
import type { RunRow } from '../runs/run.model';
import { claimDue } from './claim-due';
import { startRuns } from './start-runs';

/** So many rounds are claimed before their deployments are made: claiming is what makes a start punctual. */
const mostAhead = 20;

/**
 * Starts every run whose time has come: claims them round by round, and makes the deployments of one round after the other
 * meanwhile. Any number of workers may do it at once, and a second call finds nothing to do. Throws when a store is away,
 * to be called again.
 */
export async function fireDue(ctx: SystemCtx): Promise<void> {
  await recordBeat(ctx);
  let starting = Promise.resolve();
  for (let ahead = 0; ; ahead += 1) {
    const claimed = ahead < mostAhead ? await claimDue(ctx) : null;
    if (claimed) {
      starting = starting.then(() => startQuietly(ctx, claimed));
      continue;
    }
    await starting;
    // What was started may have planned a run that is due already: then there is more to be found than before.
    if (ahead === 0) return;
    ahead = -1;
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
