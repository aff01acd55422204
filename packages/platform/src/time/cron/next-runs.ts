import { CronExpressionParser } from 'cron-parser';
import { resolveWallClock } from '../wall-clock/resolve';
import { countOf, toWallClock, wallClockFromCount } from '../wall-clock/wall-clock';
import { lastYear } from '../zones/zone-data';
import { type Cron, cronValuesOf } from './cron';

/**
 * The next instants at which a pattern is due, strictly after `after`, at or before `until`, ascending and each once; at
 * most `count`, and fewer when `lastYear` ends. A pattern means what clocks in the zone show:
 * - a minute that the clocks skip runs at the next minute they do show, once, however many skipped minutes come to it;
 * - a minute that they show twice runs once, the first time.
 * Throws a `RangeError` for an unknown zone and a `CronError` for an expression that `parseCron` refuses.
 */
export function nextRuns(cron: Cron, zone: string, after: Date, count: number, until?: Date): Date[] {
  const runs: Date[] = [];
  let last = after.getTime();
  for (const wallCount of matchingCounts(cron, countOf(toWallClock(after, zone)))) {
    if (runs.length >= count) break;
    const run = firstInstantFrom(wallCount, zone);
    if (until && run > until) break;
    if (run.getTime() <= last) continue;
    runs.push(run);
    last = run.getTime();
  }
  return runs;
}

/**
 * The wall clocks after this one that match, as counts, to the end of `lastYear`. cron-parser is run in UTC, where no minute
 * is skipped or repeated, and is given the values written out: it does nothing but walk the calendar.
 */
function* matchingCounts(cron: Cron, after: number): Generator<number> {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = cronValuesOf(cron);
  const fields = [minute, hour, dayOfMonth, month, dayOfWeek].map((values) => values?.join(',') ?? '*');
  const walk = CronExpressionParser.parse(fields.join(' '), { tz: 'UTC', currentDate: new Date(after) });
  const end = Date.UTC(lastYear + 1, 0, 1);
  for (let next = walk.next().getTime(); next < end; next = walk.next().getTime()) yield next;
}

/** When clocks in the zone first show this count, or have jumped over it. */
function firstInstantFrom(wallCount: number, zone: string): Date {
  const resolution = resolveWallClock(wallClockFromCount(wallCount), zone);
  if (resolution.kind !== 'nonexistent') return resolution.at;
  return firstInstantFrom(countOf(resolution.after), zone);
}
