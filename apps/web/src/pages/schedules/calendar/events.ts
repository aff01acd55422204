import type { PlannedRun, WallClock } from '@oatfin/contracts';
import type { ForeseenRun, Runs } from '@/api/schedules';
import { causeOf, lookOfRun } from '@/components/schedule/words/run';
import { type Look, lookOf } from '@/components/status/StatusMark';
import { type Day, dayOf, toWallClock } from '@/time/wall-clock';

/** A run as it stands in the calendar, on the reader's clock. */
export interface CalendarEvent {
  id: string;
  app: string;
  appName: string;
  /** null for a dependency, which may belong to several. */
  schedule: string | null;
  kind: 'schedule' | 'dependency' | 'foreseen';
  runAt: string;
  day: Day;
  clock: WallClock;
  look: Look;
  /** How late, or why it did not run; empty when all is well. */
  cause: string;
  /** A coming run of a one-off: it can be dragged to another day. */
  isMovable: boolean;
  deployment: string | null;
}

/** Everything of a time in the order of the clock. */
export function toEvents({ runs, foreseen }: Runs, zone: string): CalendarEvent[] {
  const events = [...runs.map((run) => fromRun(run, zone)), ...foreseen.map((run) => fromForeseen(run, zone))];
  return events.sort((one, other) => one.runAt.localeCompare(other.runAt) || one.appName.localeCompare(other.appName));
}

function fromRun(run: PlannedRun, zone: string): CalendarEvent {
  const { id, app, appName, schedule, kind, runAt, status, deployment } = run;
  return {
    ...{ id, app, appName, schedule, kind, runAt, ...onClock(runAt, zone) },
    look: lookOfRun(run),
    cause: causeOf(run),
    isMovable: kind === 'schedule' && status === 'due' && !run.isRecurring,
    deployment: deployment?.id ?? null,
  };
}

function fromForeseen({ app, appName, schedule, runAt }: ForeseenRun, zone: string): CalendarEvent {
  return {
    ...{ id: `${schedule} ${runAt}`, app, appName, schedule, kind: 'foreseen', runAt, ...onClock(runAt, zone) },
    ...{ look: lookOf('run', 'foreseen'), cause: '', isMovable: false, deployment: null },
  };
}

function onClock(runAt: string, zone: string): Pick<CalendarEvent, 'day' | 'clock'> {
  const clock = toWallClock(new Date(runAt), zone);
  return { day: dayOf(clock), clock };
}

/** The events by the day they stand on. */
export function byDay(events: CalendarEvent[]): Map<Day, CalendarEvent[]> {
  const days = new Map<Day, CalendarEvent[]>();
  for (const event of events) days.set(event.day, [...(days.get(event.day) ?? []), event]);
  return days;
}
