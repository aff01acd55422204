import { addDays, type Day, partsOf } from '@/time/wall-clock';

export type CalendarView = 'month' | 'week';

/** The seven days of the week that a day is in, from Monday. */
export function weekOf(day: Day): Day[] {
  const { year, month, day: date } = partsOf(day);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => addDays(day, index - sinceMonday));
}

/** Whole weeks around the month that a day is in: four to six of them. */
export function monthOf(day: Day): Day[] {
  const first = `${day.slice(0, 8)}01`;
  const next = nextMonth(first, 1);
  const days: Day[] = [];
  for (let monday = weekOf(first)[0] ?? first; monday < next; monday = addDays(monday, 7)) days.push(...weekOf(monday));
  return days;
}

/** The first of a month so many months on. */
export function nextMonth(day: Day, count: number): Day {
  const { year, month } = partsOf(day);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
}

/** The time to ask for: some hours more at both ends, since days begin at other moments in other zones. */
export function spanOf(days: Day[]): { from: string; to: string } {
  const [first = '1970-01-01', last = first] = [days[0], days.at(-1)];
  return { from: `${addDays(first, -1)}T00:00:00.000Z`, to: `${addDays(last, 2)}T00:00:00.000Z` };
}

/** What gives way first where there is little room: a dependency is stood for by what needs it, the foreseen is not planned yet. */
const ranks: Record<string, number> = { schedule: 0, foreseen: 1, dependency: 2 };

/** The so many that matter most, in the order they came in. */
function pick<Event extends { kind: string }>(events: Event[], count: number): Event[] {
  const rank = ({ kind }: Event) => ranks[kind] ?? 0;
  const first = [...events].sort((one, other) => rank(one) - rank(other)).slice(0, count);
  return events.filter((event) => first.includes(event));
}

/** What a day shows, and how many more it has: "+1 more" would take the room of the one it hides. */
export function foldDay<Event extends { kind: string }>(events: Event[], room: number) {
  const isCrowded = events.length > room;
  const shown = isCrowded ? pick(events, room - 1) : events;
  return { shown, hidden: events.length - shown.length };
}

/** What can be placed in the hours of a day. */
interface Timed {
  kind: string;
  clock: { hour: number; minute: number };
}

/** Where an event stands in its day of the week view. */
export interface Placed<Event> {
  event: Event;
  /** Minutes after midnight. */
  minute: number;
  lane: number;
  /** Lanes of the group it belongs to. */
  lanes: number;
  /** How many of its group are hidden behind it. */
  hidden: number;
}

/**
 * Events that would cover each other, each drawn `tall` minutes tall, stand side by side in at most `most` lanes. Of a
 * larger group only the one that matters most is shown, with how many more there are.
 */
export function placeDay<Event extends Timed>(events: Event[], tall: number, most: number): Placed<Event>[] {
  return groupsOf(events, tall).flatMap((group) => {
    const shown = group.length > most ? pick(group, 1) : group;
    const hidden = group.length - shown.length;
    return shown.map((event, lane) => ({ event, minute: minuteOf(event), lane, lanes: shown.length, hidden }));
  });
}

/** Neighbours that overlap, directly or through another, belong together. */
function groupsOf<Event extends Timed>(events: Event[], tall: number): Event[][] {
  const groups: Event[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const event of [...events].sort((one, other) => minuteOf(one) - minuteOf(other))) {
    const minute = minuteOf(event);
    if (minute >= end) groups.push([]);
    groups.at(-1)?.push(event);
    end = minute + tall;
  }
  return groups;
}

function minuteOf({ clock }: Timed): number {
  return clock.hour * 60 + clock.minute;
}
