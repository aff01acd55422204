import type { Day } from '@/time/wall-clock';
import type { CalendarView } from './layout';

const say = (day: Day, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00.000Z`));

/** `February 2027`, or `8 – 14 February 2027`. */
export function titleOf(view: CalendarView, day: Day, days: Day[]): string {
  if (view === 'month') return say(day, { month: 'long', year: 'numeric' });
  const [first = day, last = day] = [days[0], days.at(-1)];
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))} – ${say(last, long)}`;
  if (first.slice(0, 4) === last.slice(0, 4))
    return `${say(first, { day: 'numeric', month: 'long' })} – ${say(last, long)}`;
  return `${say(first, long)} – ${say(last, long)}`;
}

/** `Wednesday 10 February 2027`. */
export function longDay(day: Day): string {
  return say(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '');
}

/** `Wed`. */
export function weekday(day: Day): string {
  return say(day, { weekday: 'short' });
}

/** `10`, and `1 Feb` where a month begins. */
export function shortDay(day: Day): string {
  return day.endsWith('-01') ? say(day, { day: 'numeric', month: 'short' }) : String(Number(day.slice(8)));
}
