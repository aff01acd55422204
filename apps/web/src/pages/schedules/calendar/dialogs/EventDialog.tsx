import type { Schedule } from '@oatfin/contracts';
import { Button, Modal } from 'antd';
import { Link } from 'umi';
import { useMay } from '@/access';
import { useSchedule } from '@/api/schedules';
import { Distance } from '@/components/schedule/Distance';
import { PlanLine } from '@/components/schedule/plan/PlanLine';
import { RunState } from '@/components/schedule/runs/RunState';
import { TwoClocks } from '@/components/schedule/TwoClocks';
import { recurrenceWords } from '@/components/schedule/words/schedule';
import { useTimezone } from '@/time/Time';
import type { CalendarEvent } from '../events';
import type { Opened } from './opened';

/** One run: when on both clocks, how it went, and the ways on: its schedule, its deployment, another minute. */
export function EventDialog({ event, opened }: { event: CalendarEvent; opened: Opened }) {
  const schedule = useSchedule(event.schedule);
  const own = useTimezone();
  const zone = schedule.data?.timezone ?? own;
  return (
    <Modal open title={event.appName} footer={<Ways event={event} opened={opened} />} onCancel={opened.close}>
      <div className="stack event-details">
        <RunState look={event.look} />
        <TwoClocks at={event.runAt} zone={zone} />
        <p>
          <Distance at={event.runAt} />
        </p>
        {event.cause ? <p className="run-cause">{event.cause}</p> : null}
        <p className="muted">{originOf(event, schedule.data)}</p>
        {schedule.data && event.runAt === schedule.data.nextRunAt ? (
          <PlanLine plan={schedule.data.plan} zone={zone} />
        ) : null}
      </div>
    </Modal>
  );
}

function originOf({ kind }: CalendarEvent, schedule: Schedule | undefined): string {
  if (kind === 'dependency') return 'It is deployed for an app that depends on it.';
  if (!schedule) return '';
  const words = recurrenceWords(schedule);
  return kind === 'foreseen' ? `${words}. It is planned once the run before it has started.` : words;
}

function Ways({ event, opened }: { event: CalendarEvent; opened: Opened }) {
  const mayUpdate = useMay('schedule:update');
  const { schedule, deployment, app, isMovable } = event;
  return (
    <div className="row event-ways">
      {deployment ? (
        <Link to={`/apps/${app}/deployments/${deployment}`} className="button-link">
          <Button tabIndex={-1}>Open the deployment</Button>
        </Link>
      ) : null}
      {schedule ? (
        <Link to={`/schedules/${schedule}`} className="button-link">
          <Button tabIndex={-1}>Open the schedule</Button>
        </Link>
      ) : null}
      {isMovable && mayUpdate ? (
        <Button type="primary" onClick={() => opened.show({ kind: 'move', event, to: null })}>
          Move…
        </Button>
      ) : null}
    </div>
  );
}
