import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useNow } from '@/time/now';
import { type Day, sayMinute, toWallClock } from '@/time/wall-clock';
import type { Opened } from './dialogs/opened';
import { useDropDay } from './drag';
import { EventChip } from './EventChip';
import type { CalendarEvent } from './events';
import { placeDay } from './layout';
import { countWords, type GridProps } from './MonthGrid';
import { longDay, shortDay, weekday } from './titles';
import './week.css';

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const hourHeight = 48;
/** The least width of a day in week.css: wider ones all fit, and there is nothing to scroll to. */
const dayWidth = 112;
/** How tall a run is drawn, in minutes: it has no length of its own. */
const tall = 30;
const mostLanes = 2;

/**
 * A week with its hours, opened where it is today and where its runs begin. Runs stand at their minute; what would cover
 * each other stands side by side.
 */
export function WeekGrid({ days, today, zone, events, isBehind, open }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const first = Math.min(...days.flatMap((day) => events.get(day) ?? []).map(({ clock }) => clock.hour), 8);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another week is shown, not when a run moves.
  useEffect(() => {
    scroller.current?.scrollTo?.({
      top: Math.max(0, first - 1) * hourHeight,
      left: Math.max(0, days.indexOf(today)) * dayWidth,
    });
  }, [days[0]]);
  return (
    <section className="panel calendar" aria-label="Week" aria-busy={isBehind}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard. */}
      <div className="week" ref={scroller} tabIndex={0}>
        <div className="week-heads">
          <span aria-hidden="true" />
          {days.map((day) => (
            <button
              key={day}
              type="button"
              className={day === today ? 'week-head day-today' : 'week-head'}
              aria-label={`${longDay(day)}, ${countWords(events.get(day)?.length ?? 0)}`}
              onClick={() => open.show({ kind: 'day', day })}
            >
              {weekday(day)} <span className="day-number">{shortDay(day)}</span>
            </button>
          ))}
        </div>
        <div className="week-body" style={{ height: 24 * hourHeight }}>
          <div className="week-hours" aria-hidden="true">
            {hours.map((hour) => (
              <span key={hour} style={{ top: hour * hourHeight }}>
                {hour === 0 ? '' : sayMinute({ hour, minute: 0 })}
              </span>
            ))}
          </div>
          {days.map((day) => (
            <WeekDay key={day} day={day} today={today} zone={zone} events={events.get(day) ?? []} open={open} />
          ))}
        </div>
      </div>
    </section>
  );
}

interface DayProps {
  day: Day;
  today: Day;
  zone: string;
  events: CalendarEvent[];
  open: Opened;
}

function WeekDay({ day, today, zone, events, open }: DayProps) {
  const { isOver, handlers } = useDropDay(day, today, (event) => open.show({ kind: 'move', event, to: day }));
  return (
    <div className={`week-day${day < today ? ' day-past' : ''}${isOver ? ' day-over' : ''}`} {...handlers}>
      {day === today ? <NowLine zone={zone} /> : null}
      {placeDay(events, tall, mostLanes).map(({ event, minute, lane, lanes, hidden }) => (
        <div
          key={event.id}
          className={lanes > 1 ? 'week-event week-narrow' : 'week-event'}
          style={{ top: top(minute), left: `${(100 / lanes) * lane}%`, width: `${100 / lanes}%` }}
        >
          <EventChip event={event} open={open} />
          {hidden > 0 ? (
            <Button
              type="text"
              size="small"
              className="day-more"
              aria-label={`${hidden} more around ${sayMinute(event.clock)}`}
              onClick={() => open.show({ kind: 'day', day })}
            >
              +{hidden}
            </Button>
          ) : null}
        </div>
      ))}
    </div>
  );
}

/** The last half hour of a day has no room below. */
function top(minute: number): number {
  return (Math.min(minute, 24 * 60 - tall) / 60) * hourHeight;
}

function NowLine({ zone }: { zone: string }) {
  const { hour, minute } = toWallClock(useNow(), zone);
  return <div className="week-now" style={{ top: ((hour * 60 + minute) / 60) * hourHeight }} aria-hidden="true" />;
}
