import moment from 'moment-timezone';
import { lastYear, nextChange, resolveWallClock, toWallClock } from '..';
import { countOf, wallClockFromCount } from './wall-clock';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const [start, end] = [Date.UTC(2026, 0, 1), Date.UTC(lastYear + 1, 0, 1)];

/** Zones whose future changed in 2026: a Node.js with older data in its `Intl` cannot judge them. */
const changedIn2026 = new Set([
  // Keep summer time all year from November 2026: British Columbia, Alberta and the Northwest Territories, Manitoba.
  ...['America/Vancouver', 'Canada/Pacific'],
  ...['America/Edmonton', 'America/Inuvik', 'America/Yellowknife', 'Canada/Mountain'],
  ...['America/Winnipeg', 'America/Rainy_River', 'Canada/Central'],
  // Morocco stays at UTC from September 2026, and has no other time in Ramadan any more.
  ...['Africa/Casablanca', 'Africa/El_Aaiun'],
  // Cuba does not put its clocks back in the winter of 2026.
  ...['America/Havana', 'Cuba'],
  // Moldova changes together with the EU, one hour later than was thought.
  ...['Europe/Chisinau', 'Europe/Tiraspol'],
]);

const zones = moment.tz.names().filter((zone) => !changedIn2026.has(zone) && intlKnows(zone));

test('nearly every zone is compared', () => {
  expect(zones.length).toBeGreaterThan(550);
});

test('clocks show what Intl says in every zone, the whole time that is planned for', () => {
  const wrong: string[] = [];
  for (const zone of zones) {
    const shownAt = clockByIntl(zone);
    for (let at = start; at < end; at += 50 * day + 7 * hour) {
      if (countOf(toWallClock(new Date(at), zone)) !== shownAt(at)) wrong.push(`${zone} ${new Date(at).toISOString()}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('around every change of every zone, minutes name exactly the instants at which Intl shows them', () => {
  const wrong: string[] = [];
  let changes = 0;
  for (const zone of zones) {
    const shownAt = clockByIntl(zone);
    for (const at of changesOf(zone)) {
      changes += 1;
      const instantsByCount = group(samplesAround(at, 4 * hour), shownAt);
      for (const count of samplesAround(shownAt(at), 2 * hour)) {
        if (resolved(count, zone) !== expected(count, instantsByCount)) {
          wrong.push(`${zone} ${new Date(count).toISOString()}: ${resolved(count, zone)}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(changes).toBeGreaterThan(4_000);
});

/** The minute on and the minute before each half hour, counted from the change: every gap and fold is of half hours. */
function samplesAround(middle: number, reach: number): number[] {
  const halfHours = Array.from({ length: reach / (15 * minute) + 1 }, (_, index) => index * 30 * minute - reach);
  return halfHours.flatMap((offset) => [middle + offset - minute, middle + offset]);
}

function group(instants: number[], shownAt: (at: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const instant of instants) {
    const count = shownAt(instant);
    groups.set(count, [...(groups.get(count) ?? []), instant]);
  }
  return groups;
}

function expected(count: number, instantsByCount: Map<number, number[]>): string {
  const instants = instantsByCount.get(count);
  if (instants) return `${instants.length === 1 ? 'exact' : 'repeated'} ${instants}`;
  const shown = [...instantsByCount.keys()];
  const [before, after] = [shown.filter((other) => other < count), shown.filter((other) => other > count)];
  return `nonexistent ${Math.max(...before)},${Math.min(...after)}`;
}

function resolved(count: number, zone: string): string {
  const resolution = resolveWallClock(wallClockFromCount(count), zone);
  if (resolution.kind === 'exact') return `exact ${resolution.at.getTime()}`;
  if (resolution.kind === 'repeated') return `repeated ${resolution.first.getTime()},${resolution.second.getTime()}`;
  return `nonexistent ${countOf(resolution.before)},${countOf(resolution.after)}`;
}

function changesOf(zone: string): number[] {
  const changes: number[] = [];
  let change = nextChange(zone, new Date(start), new Date(end));
  while (change) {
    changes.push(change.at.getTime());
    change = nextChange(zone, change.at, new Date(end));
  }
  return changes;
}

/** The count (see `countOf`) of the wall clock at an instant, by the data that come with Node.js. */
function clockByIntl(zone: string): (at: number) => number {
  const parts = ['year', 'month', 'day', 'hour', 'minute'].map((name) => [name, 'numeric'] as const);
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...Object.fromEntries(parts) });
  return (at) => {
    const [month = 0, date = 0, year = 0, hours = 0, minutes = 0] = format.format(at).match(/\d+/g)?.map(Number) ?? [];
    return countOf({ year, month, day: date, hour: hours, minute: minutes });
  };
}

function intlKnows(zone: string): boolean {
  try {
    return Boolean(clockByIntl(zone));
  } catch {
    return false;
  }
}
