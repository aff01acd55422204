import { Button } from 'antd';
import type { Day } from '@/time/wall-clock';
import type { Opened } from './dialogs/opened';
import { useDropDay } from './drag';
import { EventChip } from './EventChip';
import type { CalendarEvent } from './events';
import { foldDay } from './layout';
import { longDay, shortDay, weekday } from './titles';

/** What the month and the week are drawn from. */
export interface GridProps {
  days: Day[];
  /** `2027-02`: days of other months stand back. */
  month: string;
  today: Day;
  zone: string;
  events: Map<Day, CalendarEvent[]>;
  isBehind: boolean;
  open: Opened;
}

const room = 3;

/** A month in whole weeks. A full day says how many more it has; its number opens all of it. */
export function MonthGrid({ days, month, today, events, isBehind, open }: GridProps) {
  return (
    <section className="panel calendar" aria-label="Month" aria-busy={isBehind}>
      <div className="calendar-weekdays" aria-hidden="true">
        {days.slice(0, 7).map((day) => (
          <span key={day}>{weekday(day)}</span>
        ))}
      </div>
      <ol className="month">
        {days.map((day) => (
          <MonthDay
            key={day}
            day={day}
            today={today}
            isOutside={!day.startsWith(month)}
            events={events.get(day) ?? []}
            open={open}
          />
        ))}
      </ol>
    </section>
  );
}

interface DayProps {
  day: Day;
  today: Day;
  isOutside: boolean;
  events: CalendarEvent[];
  open: Opened;
}

function MonthDay({ day, today, isOutside, events, open }: DayProps) {
  const { isOver, handlers } = useDropDay(day, today, (event) => open.show({ kind: 'move', event, to: day }));
  const { shown, hidden } = foldDay(events, room);
  const classes = ['day', isOutside && 'day-outside', day === today && 'day-today', day < today && 'day-past'];
  const openDay = () => open.show({ kind: 'day', day });
  return (
    <li className={[...classes, isOver && 'day-over'].filter(Boolean).join(' ')} {...handlers}>
      <button
        type="button"
        className="day-number"
        onClick={openDay}
        aria-label={`${longDay(day)}, ${countWords(events.length)}`}
        aria-current={day === today ? 'date' : undefined}
      >
        {shortDay(day)}
      </button>
      <div className="day-events">
        {shown.map((event) => (
          <EventChip key={event.id} event={event} open={open} />
        ))}
        {hidden > 0 ? (
          <Button type="text" size="small" className="day-more" onClick={openDay}>
            +{hidden}
            <span className="day-more-word"> more</span>
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** `no run`, `1 run`, `4 runs`. */
export function countWords(count: number): string {
  return count === 0 ? 'no run' : `${count} ${count === 1 ? 'run' : 'runs'}`;
}
