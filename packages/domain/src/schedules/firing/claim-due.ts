import { randomUUID } from 'node:crypto';
import type { SystemCtx } from '../../context';
import { RunModel, type RunRow } from '../runs/run.model';

/** As many as one round of starting takes: large enough that a burst needs few rounds, small enough to start at once. */
const claimSize = 500;
/** A worker that says nothing for so long while it starts runs is dead; starting again is harmless when it is not. */
const staleMs = 8_000;
/** A claim that is older is asked for again before anything is done: the worker may have slept. */
const freshMs = 5_000;

/**
 * Takes runs whose time has come, of all teams, the earliest first; a run goes to one worker alone. Also takes over what
 * a worker claimed and did not finish. Null when there is nothing left to take.
 */
export async function claimDue(ctx: SystemCtx): Promise<RunRow[] | null> {
  const now = ctx.now();
  return (await claim(ctx, { state: 'pending', dueAt: { $lte: now } }, 'dueAt')) ?? takeOver(ctx, now);
}

async function takeOver(ctx: SystemCtx, now: Date): Promise<RunRow[] | null> {
  const stateAt = { $lte: new Date(now.getTime() - staleMs) };
  return claim(ctx, { state: 'starting', stateAt }, 'stateAt');
}

async function claim(ctx: SystemCtx, which: ClaimFilter, order: 'dueAt' | 'stateAt'): Promise<RunRow[] | null> {
  const found = await RunModel.find(which)
    .setOptions({ acrossTeams: true })
    .sort({ [order]: 1 })
    .limit(claimSize)
    .lean();
  if (found.length === 0) return null;
  const [now, token] = [ctx.now(), randomUUID()];
  const ids = found.map(({ _id }) => _id);
  const { modifiedCount } = await RunModel.updateMany(
    { _id: { $in: ids }, ...which },
    { $set: { state: 'starting', stateAt: now, claim: token } },
  ).setOptions({ acrossTeams: true });
  if (modifiedCount === found.length) return found.map((run) => ({ ...run, stateAt: now, claim: token }));
  return modifiedCount === 0
    ? []
    : RunModel.find({ _id: { $in: ids }, claim: token })
        .setOptions({ acrossTeams: true })
        .lean();
}

/** Those of the claimed runs that nobody took over while this worker was asleep or busy; they are its own for as long again. */
export async function keepClaim(ctx: SystemCtx, claimed: RunRow[]): Promise<RunRow[]> {
  const now = ctx.now();
  const { claim, stateAt } = claimed[0] ?? { claim: null, stateAt: null };
  if (!claim || !stateAt || now.getTime() - stateAt.getTime() < freshMs) return claimed;
  const own = { _id: { $in: claimed.map(({ _id }) => _id) }, state: 'starting' as const, claim };
  await RunModel.updateMany(own, { $set: { stateAt: now } }).setOptions({ acrossTeams: true });
  return RunModel.find(own).setOptions({ acrossTeams: true }).lean();
}

interface ClaimFilter {
  state: 'pending' | 'starting';
  dueAt?: { $lte: Date };
  stateAt?: { $lte: Date };
}
