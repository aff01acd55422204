import type { SystemCtx } from '../../context';
import { recordBeat } from '../outages/outage.model';
import type { RunRow } from '../runs/run.model';
import { claimDue } from './claim-due';
import { type BegunRuns, beginRuns, concludeRuns } from './start-runs';

/** So many rounds are claimed before their deployments are made: claiming is what makes a start punctual. */
const mostAhead = 20;

/**
 * Starts every run whose time has come: claims them round by round, then makes their deployments, then says in the
 * schedules what became of them. Any number of workers may do it at once, and a second call finds nothing to do. Throws
 * when a store is away, to be called again.
 */
export async function fireDue(ctx: SystemCtx): Promise<void> {
  await recordBeat(ctx);
  for (;;) {
    const rounds = await claimRounds(ctx);
    const begun: BegunRuns[] = [];
    for (const claimed of rounds) await beginEach(ctx, claimed, begun);
    for (const some of begun) await concludeEach(ctx, some);
    // What was concluded may have planned a run that is due already: then there is more to be found than before.
    if (begun.length === 0) return;
  }
}

async function claimRounds(ctx: SystemCtx): Promise<RunRow[][]> {
  const rounds: RunRow[][] = [];
  while (rounds.length < mostAhead) {
    const claimed = await claimDue(ctx);
    if (!claimed) break;
    rounds.push(claimed);
  }
  return rounds;
}

/**
 * One that cannot be begun holds nobody up: after a failure each is tried alone. What fails stays claimed, and is taken
 * over when its claim is stale.
 */
async function beginEach(ctx: SystemCtx, claimed: RunRow[], begun: BegunRuns[]): Promise<void> {
  if (claimed.length === 0) return;
  try {
    begun.push(await beginRuns(ctx, claimed));
  } catch (error) {
    tellFailed(ctx, claimed, error);
    if (claimed.length > 1) for (const run of claimed) await beginEach(ctx, [run], begun);
  }
}

async function concludeEach(ctx: SystemCtx, begun: BegunRuns): Promise<void> {
  const { claimed, endings } = begun;
  try {
    await concludeRuns(ctx, begun);
  } catch (error) {
    tellFailed(ctx, claimed, error);
    if (claimed.length > 1) for (const run of claimed) await concludeEach(ctx, { claimed: [run], endings });
  }
}

function tellFailed(ctx: SystemCtx, claimed: RunRow[], error: unknown): void {
  ctx.logger.warn({ err: error, runs: claimed.map(({ _id }) => String(_id)) }, 'runs not started, trying again');
}
