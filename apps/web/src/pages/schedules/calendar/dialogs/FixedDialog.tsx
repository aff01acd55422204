import { Button, Modal } from 'antd';
import { Link } from 'umi';
import { sentenceOf } from '@/components/feedback/Feedback';
import type { CalendarEvent } from '../events';

interface Props {
  event: CalendarEvent;
  /** Why its schedule could not be read; null when it was, and is a recurring one. */
  error: unknown;
  close: () => void;
}

/** Says why a run cannot be moved, and where its times are changed. */
export function FixedDialog({ event, error, close }: Props) {
  return (
    <Modal open title={`${event.appName} was not moved`} footer={null} onCancel={close}>
      <p className="move-text">
        {error ? sentenceOf(error) : 'It is one run of a recurring schedule: change the times of the schedule instead.'}
      </p>
      {error || !event.schedule ? null : (
        <Link to={`/schedules/${event.schedule}/edit`} className="button-link">
          <Button type="primary" tabIndex={-1}>
            Edit the schedule
          </Button>
        </Link>
      )}
    </Modal>
  );
}
