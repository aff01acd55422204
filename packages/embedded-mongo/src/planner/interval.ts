import { afterPrefix } from '../store/key-space';

/**
 * A set of component keys: those that begin with `from` or follow it, up to those that begin with `to` (or before them
 * when `includesTo` is false). Both are in ascending encoding.
 */
export interface Interval {
  readonly from: Buffer;
  /** Whether keys that begin with `from` belong to it. */
  readonly includesFrom: boolean;
  readonly to: Buffer;
  readonly includesTo: boolean;
  /** Whether it is the complete key of one value, after which the next component may follow. */
  readonly isPoint: boolean;
}

/** Everything that begins with these bytes. */
export function prefixInterval(bytes: Buffer): Interval {
  return { from: bytes, includesFrom: true, to: bytes, includesTo: true, isPoint: false };
}

/** The one value with this key. */
export function pointInterval(bytes: Buffer): Interval {
  return { ...prefixInterval(bytes), isPoint: true };
}

/** The first byte string that belongs to the interval. */
export function startOf(interval: Interval): Buffer {
  return interval.includesFrom ? interval.from : afterPrefix(interval.from);
}

/** The first byte string beyond the interval. */
export function endOf(interval: Interval): Buffer {
  return interval.includesTo ? afterPrefix(interval.to) : interval.to;
}

/** The parts that two sets of intervals share. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const shared: Interval[] = [];
  for (const a of left) {
    for (const b of right) {
      const from = Buffer.compare(startOf(a), startOf(b)) >= 0 ? a : b;
      const to = Buffer.compare(endOf(a), endOf(b)) <= 0 ? a : b;
      if (Buffer.compare(startOf(from), endOf(to)) >= 0) continue;
      const { to: last, includesTo } = to;
      shared.push({ ...from, to: last, includesTo, isPoint: a.isPoint || b.isPoint });
    }
  }
  return shared;
}

/** The intervals in order, those that touch or overlap joined. */
export function normalize(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(startOf(a), startOf(b)));
  const joined: Interval[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last === undefined || Buffer.compare(startOf(next), endOf(last)) >= 0) joined.push(next);
    else if (Buffer.compare(endOf(next), endOf(last)) > 0) {
      joined[joined.length - 1] = { ...last, to: next.to, includesTo: next.includesTo, isPoint: false };
    }
  }
  return joined;
}
