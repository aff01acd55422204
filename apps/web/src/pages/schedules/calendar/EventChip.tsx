import { Link } from 'umi';
import { StatusGlyph } from '@/components/status/StatusMark';
import { sayMinute } from '@/time/wall-clock';
import type { Opened } from './dialogs/opened';
import { drag } from './drag';
import type { CalendarEvent } from './events';

/** One run in the calendar: its shape, minute and app. Opens what can be done with it; a coming one-off can be dragged. */
export function EventChip({ event, open }: { event: CalendarEvent; open: Opened }) {
  const { look, kind, clock, appName, cause, isMovable } = event;
  const time = sayMinute(clock);
  const words = [`${time} ${appName}`, look.label, kind === 'dependency' ? 'for what depends on it' : '', cause];
  const title = words.filter(Boolean).join(', ');
  return (
    <Link
      to={addressOf(event)}
      className={`event tone-${look.tone} event-${kind}${isMovable ? ' event-movable' : ''}`}
      title={isMovable ? `${title}. Drag it to another day.` : title}
      aria-label={title}
      draggable={isMovable}
      onDragStart={(start) => drag.start(start, event)}
      onDragEnd={drag.end}
      onClick={(click) => {
        if (click.metaKey || click.ctrlKey) return;
        click.preventDefault();
        open.show({ kind: 'event', event });
      }}
    >
      <StatusGlyph look={look} size={14} />
      <span className="event-time">{time}</span>
      <span className="event-name">{appName}</span>
    </Link>
  );
}

/** Where it leads in a tab of its own. */
function addressOf({ schedule, app, deployment }: CalendarEvent): string {
  if (schedule) return `/schedules/${schedule}`;
  return deployment ? `/apps/${app}/deployments/${deployment}` : `/apps/${app}/schedules`;
}
