import type { SystemCtx } from '../../context';
import { startRunsJob } from '../schedule.jobs';
import type { RunRow } from './run.model';

/** What a run's job is made from. */
export type QueuedRun = Pick<RunRow, '_id' | 'team' | 'version' | 'dueAt'>;

/** The payload of the job that wakes a worker for this run. */
export function toPayload(run: QueuedRun) {
  const { _id, team, version, dueAt } = run;
  return { team: String(team), run: String(_id), version, dueAt: dueAt.toISOString() };
}

/** Puts the runs' jobs into Redis, at their instants. */
export async function queueRuns(ctx: SystemCtx, runs: QueuedRun[]): Promise<void> {
  await Promise.all(runs.map((run) => ctx.queues.enqueue(startRunsJob, toPayload(run), { runAt: run.dueAt })));
}

/** Takes the runs' jobs out of Redis. */
export async function unqueueRuns(ctx: SystemCtx, runs: QueuedRun[]): Promise<void> {
  await Promise.all(runs.map((run) => ctx.queues.remove(startRunsJob, toPayload(run))));
}
