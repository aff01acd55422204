import type { CreateFreezeBody } from '@oatfin/contracts';
import { type NamePath, splitPath } from '@/api/field-errors';
import type { FreezeDetails } from '@/api/freezes';
import { type MinuteValues, wallClockOf } from '@/components/schedule/minute/minute';
import { addDays, dayOf, toWallClock } from '@/time/wall-clock';

type Minute = Pick<MinuteValues, 'day' | 'hour' | 'minute'>;

/** The freeze form's fields; the minutes are on the clocks of `timezone`. */
export interface FreezeValues {
  name: string;
  timezone: string;
  from: Minute;
  to: Minute;
  yearly: boolean;
  environments: string[];
}

/** What an empty form starts with: from the next full hour on, for a day. */
export function newFreeze(now: Date, timezone: string): FreezeValues {
  const nextHour = toWallClock(new Date(now.getTime() + 3_600_000), timezone);
  const from = { day: dayOf(nextHour), hour: nextHour.hour, minute: 0 };
  return { name: '', timezone, from, to: { ...from, day: addDays(from.day, 1) }, yearly: false, environments: [] };
}

/** A freeze that exists, as the form shows it. */
export function fromFreeze({ name, timezone, from, to, yearly, environments }: FreezeDetails): FreezeValues {
  const minuteOf = (wall: FreezeDetails['from']) => ({ day: dayOf(wall), hour: wall.hour, minute: wall.minute });
  return { name, timezone, from: minuteOf(from), to: minuteOf(to), yearly, environments };
}

/** The request for these fields; null while a minute is not all there. */
export function toBody({ name, from, to, ...rest }: FreezeValues): CreateFreezeBody | null {
  const [first, last] = [wallClockOf(from), wallClockOf(to)];
  return first && last ? { ...rest, name: name.trim(), from: first, to: last } : null;
}

/** Whether it ends after it begins, as its own clocks show it. True while that cannot be said. */
export function isInOrder(from: Minute, to: Minute): boolean {
  if (!wallClockOf(from) || !wallClockOf(to)) return true;
  return sortable(from) < sortable(to);
}

/** Where a fault of the API stands in the form: what it says of a minute stands at its day. */
export function placeInFreezeForm(path: string): NamePath | null {
  const [first] = splitPath(path);
  if (first === 'from' || first === 'to') return [first, 'day'];
  return first === 'name' || first === 'timezone' || first === 'yearly' || first === 'environments' ? [first] : null;
}

function sortable({ day, hour, minute }: Minute): string {
  return `${day} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
