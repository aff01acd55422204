import { periodIndexAt, periodsOf } from './zone-data';

/** An instant at which a zone's clocks are put forward (`to` is greater) or back. Offsets are minutes east of UTC. */
export interface OffsetChange {
  at: Date;
  fromOffsetMinutes: number;
  toOffsetMinutes: number;
}

/**
 * The zone's first change of offset after `after` and at or before `until`, or null. A mere change of name (MDT becomes
 * CST at the same offset) is none. Throws a `RangeError` for an unknown zone.
 */
export function nextChange(zone: string, after: Date, until: Date): OffsetChange | null {
  const periods = periodsOf(zone);
  for (let index = periodIndexAt(periods, after.getTime()); index + 1 < periods.length; index += 1) {
    const [before, next] = [periods[index], periods[index + 1]];
    if (!before || !next || before.until > until.getTime()) return null;
    if (before.offsetMinutes === next.offsetMinutes) continue;
    return {
      at: new Date(before.until),
      fromOffsetMinutes: before.offsetMinutes,
      toOffsetMinutes: next.offsetMinutes,
    };
  }
  return null;
}
