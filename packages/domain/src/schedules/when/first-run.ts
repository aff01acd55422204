import { fieldError } from '@oatfin/platform/errors';
import { Types } from 'mongoose';
import type { ScheduleRow } from '../schedule.model';
import { nextTime, requireFuture, resolveWhen, type When } from './when';

/** What stands in a schedule about its time and its first run. */
export type FirstRun = Pick<ScheduleRow, 'at' | 'cron' | 'fold' | 'runAt' | 'nextRunAt' | 'next' | 'orderAt'>;

/** A time with the ends that only a recurring schedule has. */
export interface WhenWithEnd extends When {
  endsAt?: string | null | undefined;
  maxRuns?: number | null | undefined;
}

/** The first run after `now`. Throws as `resolveWhen`, `schedule.in_the_past`, and `schedule.invalid` when there is none. */
export function firstRun(input: WhenWithEnd, now: Date): FirstRun {
  const when = resolveWhen(input);
  const next = new Types.ObjectId();
  if (when.kind === 'once') {
    requireNoEnd(input);
    const { at, fold, runAt } = when;
    requireFuture(at, runAt, input.timezone, now);
    return { at, fold, cron: null, runAt, nextRunAt: runAt, next, orderAt: runAt };
  }
  const endsAt = input.endsAt ? new Date(input.endsAt) : null;
  const nextRunAt = nextTime(when.cron, input.timezone, now, endsAt);
  if (!nextRunAt) {
    const path = endsAt ? 'endsAt' : 'cron';
    throw fieldError('schedule.invalid', path, 'With these the schedule would never run; choose a later end.');
  }
  const { expression: cron } = when.cron;
  return { at: null, fold: null, cron, runAt: null, nextRunAt, next, orderAt: nextRunAt };
}

function requireNoEnd(input: WhenWithEnd): void {
  for (const field of ['endsAt', 'maxRuns'] as const) {
    if (input[field] === undefined || input[field] === null) continue;
    throw fieldError('schedule.invalid', field, 'Only a recurring schedule has an end; leave it out for a one-off.');
  }
}
