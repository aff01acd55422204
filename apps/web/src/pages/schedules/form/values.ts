import type { CreateScheduleBody, DeployChoice, Schedule } from '@oatfin/contracts';
import { type MinuteValues, wallClockOf } from '@/components/schedule/minute/minute';
import { addDays, type Day, dayOf, toWallClock } from '@/time/wall-clock';

/** What the form holds. What it means as an instant only the API says. */
export interface ScheduleValues extends MinuteValues {
  app?: string | undefined;
  kind: 'once' | 'recurring';
  cron: string;
  ends: 'never' | 'date' | 'count';
  /** The last day on which it may run, in its zone. */
  endsOn: Day | null;
  maxRuns: number | null;
  deploy: DeployChoice;
  notAfterMinutes: number | null;
  skipIfCurrent: boolean;
}

/** A new schedule: tomorrow in the small hours, unless a day was clicked. */
export function newValues(timezone: string, app: string | undefined, day: Day | null): ScheduleValues {
  const tomorrow = addDays(dayOf(toWallClock(new Date(), timezone)), 1);
  return {
    ...{ app, kind: 'once', day: day ?? tomorrow, hour: 3, minute: 0, fold: 'first', timezone },
    ...{ cron: '0 20 * * *', ends: 'never', endsOn: null, maxRuns: null },
    ...{ deploy: 'newest', notAfterMinutes: 15, skipIfCurrent: false },
  };
}

/** A schedule as the form shows it, to be changed. */
export function fromSchedule(schedule: Schedule): ScheduleValues {
  const { app, at, cron, timezone, fold, endsAt, maxRuns, deploy, notAfterMinutes, skipIfCurrent } = schedule;
  return {
    ...newValues(timezone, app, at && dayOf(at)),
    ...(at && { hour: at.hour, minute: at.minute }),
    ...(cron !== null && { kind: 'recurring', cron }),
    ends: endsAt ? 'date' : maxRuns ? 'count' : 'never',
    endsOn: endsAt && dayOf(toWallClock(new Date(endsAt), timezone)),
    ...{ fold: fold ?? 'first', maxRuns, deploy, notAfterMinutes, skipIfCurrent },
  };
}

/** What to ask the API; null while something is missing that it could not do without. */
export function toBody(values: ScheduleValues, endsAt: string | null): CreateScheduleBody | null {
  const { app, timezone, deploy, skipIfCurrent } = values;
  const when = values.kind === 'once' ? onceOf(values) : recurringOf(values, endsAt);
  if (!app || !when) return null;
  return { app, timezone, deploy, skipIfCurrent, notAfterMinutes: values.notAfterMinutes ?? 15, ...when };
}

function onceOf(values: ScheduleValues) {
  const at = wallClockOf(values);
  return at && { at, fold: values.fold, endsAt: null, maxRuns: null };
}

function recurringOf({ cron, ends, maxRuns, endsOn }: ScheduleValues, endsAt: string | null) {
  if (cron.trim() === '' || (ends === 'count' && !maxRuns) || (ends === 'date' && !endsOn)) return null;
  return { cron, endsAt, maxRuns: ends === 'count' ? maxRuns : null };
}

/** The last minute of the last day, for the API to say which instant that is; null when it does not end on a day. */
export function lastMinuteOf(values: ScheduleValues): CreateScheduleBody | null {
  if (values.kind !== 'recurring' || values.ends !== 'date' || !values.endsOn) return null;
  return toBody({ ...values, kind: 'once', day: values.endsOn, hour: 23, minute: 59, fold: 'second' }, null);
}
