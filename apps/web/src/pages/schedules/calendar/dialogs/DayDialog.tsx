import { Button, Modal } from 'antd';
import { Link } from 'umi';
import { useMay } from '@/access';
import { StatusGlyph } from '@/components/status/StatusMark';
import { type Day, sayMinute } from '@/time/wall-clock';
import type { CalendarEvent } from '../events';
import { longDay } from '../titles';
import type { Opened } from './opened';

interface Props {
  day: Day;
  today: Day;
  events: CalendarEvent[];
  opened: Opened;
}

/** All of one day, however much it is, and the way to one more. */
export function DayDialog({ day, today, events, opened }: Props) {
  const mayCreate = useMay('schedule:create') && day >= today;
  const add = (
    <Link to={`/schedules/new?day=${day}`} className="button-link">
      <Button type="primary" tabIndex={-1}>
        Schedule a deployment on this day
      </Button>
    </Link>
  );
  return (
    <Modal open title={longDay(day)} footer={mayCreate ? add : null} onCancel={opened.close}>
      {events.length === 0 ? <p className="muted">Nothing runs on this day.</p> : null}
      <ul className="day-list">
        {events.map((event) => (
          <li key={event.id}>
            <button type="button" onClick={() => opened.show({ kind: 'event', event })}>
              <StatusGlyph look={event.look} />
              <span className="event-time">{sayMinute(event.clock)}</span>
              <span className="day-list-name">{event.appName}</span>
              <span className={`day-list-state tone-${event.look.tone}`}>{event.look.label}</span>
              {event.cause ? <span className="muted day-list-cause">{event.cause}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
