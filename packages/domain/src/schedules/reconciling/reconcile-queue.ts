import type { SystemCtx } from '../../context';
import { type QueuedRun, toPayload } from '../runs/queue-runs';
import { RunModel } from '../runs/run.model';
import { startRunsJob } from '../schedule.jobs';

const batchSize = 2_000;

/**
 * Makes the queue say what MongoDB says: every coming run has its job, and there is no job without a coming run. Rebuilds
 * an emptied Redis. Nothing is wiped, so it may run beside everything else.
 */
export async function reconcileQueue(ctx: SystemCtx): Promise<void> {
  const unexplained = new Set(await ctx.queues.listWaiting(startRunsJob));
  let missing: QueuedRun[] = [];
  const pending = RunModel.find({ state: 'pending' }, { team: 1, version: 1, dueAt: 1 })
    .setOptions({ acrossTeams: true })
    .lean()
    .cursor({ batchSize });
  for await (const run of pending) {
    if (unexplained.delete(startRunsJob.jobId(toPayload(run)))) continue;
    missing.push(run);
    if (missing.length === batchSize) {
      await enqueue(ctx, missing);
      missing = [];
    }
  }
  await enqueue(ctx, missing);
  await removeStale(ctx, [...unexplained]);
}

async function enqueue(ctx: SystemCtx, runs: QueuedRun[]): Promise<void> {
  if (runs.length === 0) return;
  const entries = runs.map((run) => ({ payload: toPayload(run), runAt: run.dueAt }));
  await ctx.queues.enqueueMany(startRunsJob, entries);
  ctx.logger.info({ runs: runs.length }, 'jobs of coming runs put into the queue again');
}

/** Jobs that no coming run explains; a run written since the list was read explains its own. */
async function removeStale(ctx: SystemCtx, jobIds: string[]): Promise<void> {
  for (let start = 0; start < jobIds.length; start += batchSize) {
    const some = jobIds.slice(start, start + batchSize);
    const ids = some.map((jobId) => jobId.slice(0, jobId.lastIndexOf('-')));
    const known = await RunModel.find(
      { _id: { $in: ids.filter(isId) }, state: 'pending' },
      { team: 1, version: 1, dueAt: 1 },
    )
      .setOptions({ acrossTeams: true })
      .lean();
    const explained = new Set(known.map((run) => startRunsJob.jobId(toPayload(run))));
    await ctx.queues.removeMany(
      startRunsJob,
      some.filter((jobId) => !explained.has(jobId)),
    );
  }
}

function isId(text: string): boolean {
  return /^[0-9a-f]{24}$/.test(text);
}
