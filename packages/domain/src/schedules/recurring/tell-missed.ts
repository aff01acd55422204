import { formatWallClock, toWallClock } from '@oatfin/platform/time';
import type { Ctx } from '../../context';
import { notifyTeam } from '../../notifications';
import type { Ending } from '../firing/endings';
import type { RunRow } from '../runs/run.model';
import type { ScheduleRow } from '../schedule.model';

/** Tells the team that a due moment was missed, and how many further ones of a recurring schedule; once for each. */
export async function tellMissed(
  ctx: Ctx,
  schedule: ScheduleRow,
  run: RunRow,
  { ending, further }: { ending: Ending; further: number },
): Promise<void> {
  const when = `${formatWallClock(toWallClock(run.dueAt, schedule.timezone))} (${schedule.timezone})`;
  await notifyTeam(ctx, {
    kind: 'schedule_missed',
    title: `Missed: the deployment of ${schedule.appName} at ${when}`,
    text: `${ending.reason.message}${sayFurther(further)}\n\n${adviceOf(schedule, ending)}`,
    link: `/schedules/${String(schedule._id)}`,
    key: `schedule_missed:${String(schedule._id)}:${run.dueAt.toISOString()}`,
    also: [schedule.createdBy.id],
  });
}

function sayFurther(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' Its next time was missed too.' : ` ${count} further times were missed after it.`;
}

function adviceOf({ cron }: ScheduleRow, { reason }: Ending): string {
  if (cron === null) return 'Nothing runs by itself now: deploy the app, or schedule it again.';
  if (reason.code === 'app.expired') return 'The schedule is paused: give the app more time, then resume it.';
  return 'This time does not run by itself any more; the next one does.';
}
