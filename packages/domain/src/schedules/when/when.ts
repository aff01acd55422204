import type { WallClock } from '@oatfin/contracts';
import { AppError, fieldError } from '@oatfin/platform/errors';
import {
  type Cron,
  CronError,
  type Fold,
  formatWallClock,
  isCalendarDate,
  isZone,
  lastYear,
  nextRuns,
  parseCron,
  resolveWallClock,
} from '@oatfin/platform/time';

/** When a schedule runs, as it was given: exactly one of `at` and `cron`. */
export interface When {
  at?: WallClock | null | undefined;
  cron?: string | null | undefined;
  timezone: string;
  fold?: Fold | null | undefined;
}

/** A one-off minute with its instant, or a recurring time. */
export type ResolvedWhen =
  | { kind: 'once'; at: WallClock; runAt: Date; fold: Fold | null; other: Date | null }
  | { kind: 'recurring'; cron: Cron };

/**
 * Resolves what was given; whether it is past is asked elsewhere. Throws `schedule.invalid` naming the field, and
 * `schedule.no_such_minute` naming the nearest two minutes when clocks jump over it.
 */
export function resolveWhen({ at, cron, timezone, fold }: When): ResolvedWhen {
  requireZone(timezone);
  if (at && cron) throw fieldError('schedule.invalid', 'cron', 'Give either "at" or "cron", not both.');
  if (at) return resolveMinute(at, timezone, fold ?? null);
  if (!cron) throw fieldError('schedule.invalid', 'at', 'Give "at" for a one-off or "cron" for a recurring schedule.');
  if (fold)
    throw fieldError('schedule.invalid', 'fold', 'A recurring schedule runs at the first of two equal minutes.');
  return { kind: 'recurring', cron: requireCron(cron) };
}

/** Throws `schedule.in_the_past` when the minute is not in the future. */
export function requireFuture(at: WallClock, runAt: Date, timezone: string, now: Date): void {
  if (runAt > now) return;
  const message = `${formatWallClock(at)} in ${timezone} is already past (it was ${runAt.toISOString()}); choose a later minute.`;
  throw fieldError('schedule.in_the_past', 'at', message);
}

/** The coming time of a recurring schedule after `after`, null when it has none before its end. */
export function nextTime(cron: Cron, timezone: string, after: Date, endsAt: Date | null): Date | null {
  return nextRuns(cron, timezone, after, 1, endsAt ?? undefined)[0] ?? null;
}

function requireZone(timezone: string): void {
  if (isZone(timezone)) return;
  const message = `There is no time zone "${timezone}"; give an IANA name such as America/New_York.`;
  throw fieldError('schedule.invalid', 'timezone', message);
}

function requireCron(expression: string): Cron {
  try {
    return parseCron(expression);
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    throw new AppError('schedule.invalid', error.message, {
      cause: error,
      errors: [{ path: 'cron', message: error.message }],
    });
  }
}

function resolveMinute(at: WallClock, timezone: string, fold: Fold | null): ResolvedWhen {
  requireCalendar(at);
  const found = resolveWallClock(at, timezone, fold ?? 'first');
  if (found.kind === 'nonexistent') {
    const [before, after] = [formatWallClock(found.before), formatWallClock(found.after)];
    const message = `${formatWallClock(at)} does not exist in ${timezone}: clocks go forward over it. The nearest minutes are ${before} and ${after}.`;
    throw fieldError('schedule.no_such_minute', 'at', message);
  }
  if (found.kind === 'exact') return { kind: 'once', at, runAt: found.at, fold: null, other: null };
  const other = found.fold === 'first' ? found.second : found.first;
  return { kind: 'once', at, runAt: found.at, fold: found.fold, other };
}

function requireCalendar(at: WallClock): void {
  if (!isCalendarDate(at)) {
    throw fieldError('schedule.invalid', 'at', `There is no ${formatWallClock(at)} in the calendar.`);
  }
  if (at.year > lastYear) {
    throw fieldError('schedule.invalid', 'at.year', `Time zones are known until the end of ${lastYear}.`);
  }
}
