import { lazy, Suspense } from 'react';
import { useSchedule } from '@/api/schedules';
import { landingDay } from '@/components/schedule/move/move';
import type { Day } from '@/time/wall-clock';
import type { CalendarEvent } from '../events';
import { DayDialog } from './DayDialog';
import { EventDialog } from './EventDialog';
import { FixedDialog } from './FixedDialog';
import type { Opened } from './opened';

const MoveDialog = lazy(() => import('@/components/schedule/move/MoveDialog'));

interface Props {
  opened: Opened;
  events: Map<Day, CalendarEvent[]>;
  today: Day;
}

/** A day in full, a run with what can be done with it, or the question before one is moved. */
export function CalendarDialogs({ opened, events, today }: Props) {
  const { shown, close } = opened;
  if (!shown) return null;
  if (shown.kind === 'day') {
    return <DayDialog day={shown.day} today={today} events={events.get(shown.day) ?? []} opened={opened} />;
  }
  if (shown.kind === 'event') return <EventDialog event={shown.event} opened={opened} />;
  return <MoveTo event={shown.event} to={shown.to} close={close} />;
}

/** The calendar knows a run only; what is moved is its schedule, read afresh. */
function MoveTo({ event, to, close }: { event: CalendarEvent; to: Day | null; close: () => void }) {
  const schedule = useSchedule(event.schedule);
  if (!schedule.data)
    return schedule.isError ? <FixedDialog event={event} error={schedule.error} close={close} /> : null;
  const { at } = schedule.data;
  if (!at) return <FixedDialog event={event} error={null} close={close} />;
  return (
    <Suspense fallback={null}>
      <MoveDialog schedule={schedule.data} day={to && landingDay(at, event.day, to)} close={close} />
    </Suspense>
  );
}
