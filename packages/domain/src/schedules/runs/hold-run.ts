import type { Ctx } from '../../context';
import { queueRuns, unqueueRuns } from './queue-runs';
import { RunModel, type RunRow } from './run.model';

/**
 * The moment that decides between moving or canceling a run and starting it: whoever holds it, nobody starts it. Null
 * when it has started, ended or is held already.
 */
export async function holdRun(ctx: Ctx, id: RunRow['_id']): Promise<RunRow | null> {
  return RunModel.findOneAndUpdate(
    { _id: id, team: ctx.team, state: 'pending' },
    { $set: { state: 'held', stateAt: ctx.now() } },
    { returnDocument: 'after' },
  ).lean();
}

/** Gives a held run back: it starts when it is due. */
export async function releaseRun(ctx: Ctx, run: RunRow): Promise<void> {
  const { matchedCount } = await RunModel.updateOne(
    { _id: run._id, team: ctx.team, state: 'held' },
    { $set: { state: 'pending', stateAt: null } },
  );
  if (matchedCount === 1) await queueRuns(ctx, [run]);
}

/** Removes a held run for good, its entry in Redis, and the coming runs that only it needs. Again is harmless. */
export async function dropRun(ctx: Ctx, run: RunRow): Promise<void> {
  await unqueueRuns(ctx, [run]);
  await dropDependencies(ctx, run._id);
  await RunModel.deleteOne({ _id: run._id, team: ctx.team, state: 'held' });
}

/** Lets go of every dependency this run needs; those that nobody needs any more go, unless they have started. */
export async function dropDependencies(ctx: Ctx, neededBy: RunRow['_id']): Promise<void> {
  for (const run of await RunModel.find({ team: ctx.team, neededBy, state: 'pending' }).lean()) {
    await dropNeed(ctx, run, neededBy);
  }
}

/** Says that `neededBy` does not need this dependency any more. */
export async function dropNeed(ctx: Ctx, run: RunRow, neededBy: RunRow['_id']): Promise<void> {
  await RunModel.updateOne({ _id: run._id, team: ctx.team }, { $pull: { neededBy } });
  const { deletedCount } = await RunModel.deleteOne({
    ...{ _id: run._id, team: ctx.team, state: 'pending' },
    neededBy: { $size: 0 },
  });
  if (deletedCount === 1) await unqueueRuns(ctx, [run]);
}
