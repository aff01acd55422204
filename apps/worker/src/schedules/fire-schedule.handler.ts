import { fireDue, startRunsJob } from '@oatfin/domain/schedules';
import { handleJob } from '../runtime/handle-job';
import { singleFlight } from '../runtime/single-flight';
import { waitUntil } from '../runtime/wait-until';

/** However many jobs wake this worker at one instant, it looks for due runs once, and once more for the late comers. */
export const fireSoon = singleFlight(fireDue);

/** Wakes at the instant; what starts is decided in MongoDB. A worker whose own clock is fast waits for the right time. */
export const fireScheduleHandler = handleJob(startRunsJob, async (ctx, { dueAt }, { shutdown }) => {
  await waitUntil(ctx, new Date(dueAt), shutdown);
  await fireSoon(ctx);
});
