import type { CreateScheduleBody, Schedule, WallClock } from '@oatfin/contracts';
import { addDays, type Day, dayOf, daysBetween } from '@/time/wall-clock';
import { type MinuteValues, wallClockOf } from '../minute/minute';

/** What a one-off would be when moved: everything as it is, another minute. Null while the minute is not all there. */
export function movedBody(schedule: Schedule, minute: MinuteValues): CreateScheduleBody | null {
  const at = wallClockOf(minute);
  const { app, timezone, deploy, notAfterMinutes, skipIfCurrent } = schedule;
  return (
    at && { app, timezone, deploy, notAfterMinutes, skipIfCurrent, at, fold: minute.fold, endsAt: null, maxRuns: null }
  );
}

/**
 * The day a one-off lands on in its own zone when it is dragged over so many days of the reader's calendar: the clock
 * time stays, wherever either of them is.
 */
export function landingDay(at: WallClock, from: Day, to: Day): Day {
  return addDays(dayOf(at), daysBetween(from, to));
}

/** Where a minute stands in the form of the dialog. */
export function minuteOf({ at, timezone, fold }: Schedule, day: Day | null): MinuteValues {
  const own = at ? { hour: at.hour, minute: at.minute } : { hour: null, minute: null };
  const stays = day === null || (at !== null && day === dayOf(at));
  return { day: day ?? (at && dayOf(at)), ...own, timezone, fold: (stays ? fold : null) ?? 'first' };
}
