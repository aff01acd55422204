import moment from 'moment-timezone';

/**
 * The last calendar year that is planned for: callers refuse later ones. The data in use reach further (2026f: 2499), but
 * some releases of moment-timezone ended here (0.5.26 to 0.5.36), and no law fixes clocks that far ahead. A test fails when
 * an upgrade reaches less far.
 */
export const lastYear = 2037;

/** A stretch of time in which a zone's clocks keep one offset. `until` is exclusive, milliseconds since 1970; the last is `Infinity`. */
export interface Period {
  until: number;
  /** East of UTC is positive, as in ISO 8601. Whole since 1972; before that local mean times have fractions. */
  offsetMinutes: number;
  abbreviation: string;
}

const names = new Set(moment.tz.names());
const periodsByZone = new Map<string, Period[]>();

/** Whether the data know this IANA name or link, in exactly this case. `UTC` is one; an offset such as `+01:00` is not. */
export function isZone(name: string): boolean {
  return names.has(name);
}

/** The release of the IANA time zone database in use, such as `2026a`. */
export function zoneDataVersion(): string {
  return moment.tz.dataVersion;
}

/** A zone's whole history and future in ascending order, never empty. Throws a `RangeError` for what `isZone` refuses. */
export function periodsOf(zone: string): Period[] {
  const known = periodsByZone.get(zone);
  if (known) return known;
  const periods = readPeriods(zone);
  periodsByZone.set(zone, periods);
  return periods;
}

/** The place in `periods` of the one that holds this instant (milliseconds since 1970). */
export function periodIndexAt(periods: Period[], instant: number): number {
  let low = 0;
  let high = periods.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instant < (periods[middle]?.until ?? Number.POSITIVE_INFINITY)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function readPeriods(zone: string): Period[] {
  const data = isZone(zone) ? moment.tz.zone(zone) : null;
  if (!data) throw new RangeError(`There is no time zone "${zone}".`);
  return data.untils.map((until, index) => ({
    until,
    // moment-timezone counts west of UTC as positive; `0 -` rather than `-` keeps a zero from being negative.
    offsetMinutes: 0 - (data.offsets[index] ?? 0),
    abbreviation: data.abbrs[index] ?? '',
  }));
}
