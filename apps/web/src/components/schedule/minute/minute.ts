import type { WallClock } from '@oatfin/contracts';
import { type Day, partsOf } from '@/time/wall-clock';

/** A minute as a form holds it, on the clocks of a zone. */
export interface MinuteValues {
  day: Day | null;
  hour: number | null;
  minute: number | null;
  /** Which of two equal minutes, on a night when clocks go back. */
  fold: 'first' | 'second';
  timezone: string;
}

/** The minute as the API takes it; null while it is not all there. */
export function wallClockOf({ day, hour, minute }: Pick<MinuteValues, 'day' | 'hour' | 'minute'>): WallClock | null {
  return day === null || hour === null || minute === null ? null : { ...partsOf(day), hour, minute };
}

/** Which of two equal minutes was meant says nothing about another minute. */
export function foldAfter(part: Partial<MinuteValues>): Partial<MinuteValues> {
  const isOther = 'day' in part || 'hour' in part || 'minute' in part || 'timezone' in part;
  return isOther ? { fold: 'first' } : {};
}

/** The two minutes that a refusal names beside one that clocks jump over: `{ day, hour, minute }`, ready for the form. */
export function nearestMinutes(message: string): { day: string; hour: number; minute: number }[] {
  const named = message.slice(message.indexOf('nearest'));
  if (!message.includes('nearest')) return [];
  return [...named.matchAll(/(\d{4}-\d\d-\d\d) (\d\d):(\d\d)/g)].map(([, day = '', hour, minute]) => ({
    day,
    hour: Number(hour),
    minute: Number(minute),
  }));
}
