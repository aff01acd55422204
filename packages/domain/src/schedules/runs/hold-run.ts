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

/** Whether a held run is still held by whoever got it; from now on for as long again. */
export async function keepHold(ctx: Ctx, { _id, stateAt }: RunRow): Promise<boolean> {
  const { matchedCount } = await RunModel.updateOne(
    { _id, team: ctx.team, state: 'held', stateAt },
    { $set: { stateAt: ctx.now() } },
  );
  return matchedCount === 1;
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

/** Says that `neededBy` does not need this dependency any more: it goes when nobody else does. */
async function dropNeed(ctx: Ctx, run: RunRow, neededBy: RunRow['_id']): Promise<void> {
  const pending = { _id: run._id, team: ctx.team, state: 'pending' as const };
  const { deletedCount } = await RunModel.deleteOne({ ...pending, neededBy: [neededBy] });
  if (deletedCount === 1) return forget(ctx, run);
  const { matchedCount } = await RunModel.updateOne(
    { ...pending, neededBy, 'neededBy.1': { $exists: true } },
    { $pull: { neededBy } },
  );
  // Neither: somebody else who needed it let go in between, or it has started.
  if (matchedCount === 0 && (await RunModel.exists({ ...pending, neededBy }))) await dropNeed(ctx, run, neededBy);
}

/** Takes a deleted dependency out of Redis; what was to wait for it does not. */
async function forget(ctx: Ctx, run: RunRow): Promise<void> {
  await RunModel.updateMany(
    { team: ctx.team, state: { $in: ['pending', 'held'] }, 'waitsFor.deployment': run._id },
    { $pull: { waitsFor: { deployment: run._id } } },
  );
  await unqueueRuns(ctx, [run]);
}
