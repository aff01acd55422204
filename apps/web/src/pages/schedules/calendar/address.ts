import { useSearchParams } from 'umi';
import { addDays, type Day } from '@/time/wall-clock';
import { type CalendarView, monthOf, nextMonth, weekOf } from './layout';

/** Which part of the calendar is shown, kept in the page's address so that it can be shared and survives a reload. */
export function useCalendarAddress(today: Day) {
  const [params, setParams] = useSearchParams();
  const view: CalendarView = params.get('view') === 'week' ? 'week' : 'month';
  const given = params.get('day') ?? '';
  const day = isDay(given) ? given : today;

  function show(next: { view?: CalendarView; day?: Day }) {
    const at = { view, day, ...next };
    setParams(
      { ...(at.view === 'week' && { view: 'week' }), ...(at.day !== today && { day: at.day }) },
      { replace: true },
    );
  }
  /** A month or a week back or on. */
  function turn(count: 1 | -1) {
    show({ day: view === 'month' ? nextMonth(day, count) : addDays(day, 7 * count) });
  }
  return { view, day, days: view === 'month' ? monthOf(day) : weekOf(day), show, turn };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
