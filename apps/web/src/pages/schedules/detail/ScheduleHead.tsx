import {
  CaretRightOutlined,
  EditOutlined,
  PauseOutlined,
  PlayCircleOutlined,
  ScheduleOutlined,
} from '@ant-design/icons';
import type { Schedule } from '@oatfin/contracts';
import { Breadcrumb, Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { Link } from 'umi';
import { useReturnFocus } from '@/components/actions/return-focus';
import { useScheduleActions } from '@/components/schedule/actions/use-actions';
import { recurrenceWords } from '@/components/schedule/words/schedule';
import { StatusMark } from '@/components/status/StatusMark';

const MoveDialog = lazy(() => import('@/components/schedule/move/MoveDialog'));

/** Which app, how the schedule stands, and what can be done with it. */
export function ScheduleHead({ schedule }: { schedule: Schedule }) {
  return (
    <header className="stack schedule-head">
      <Breadcrumb items={[{ title: <Link to="/schedules">Schedules</Link> }]} />
      <div className="spread">
        <div>
          <div className="row">
            <h1>
              <Link to={`/apps/${schedule.app}/schedules`} className="schedule-app">
                {schedule.appName}
              </Link>
            </h1>
            <span role="status">
              <StatusMark kind="schedule" status={schedule.status} />
            </span>
          </div>
          <p className="muted">
            {recurrenceWords(schedule)}
            {schedule.createdBy ? ` · made by ${schedule.createdBy}` : ''}
          </p>
        </div>
        <Actions schedule={schedule} />
      </div>
    </header>
  );
}

function Actions({ schedule }: { schedule: Schedule }) {
  const { allowed, run, askToCancel, isBusy } = useScheduleActions(schedule);
  return (
    <div className="row">
      {allowed.runNow ? (
        <Button icon={<CaretRightOutlined aria-hidden />} disabled={isBusy} onClick={() => run('run-now')}>
          Run now
        </Button>
      ) : null}
      {allowed.pause ? (
        <Button icon={<PauseOutlined aria-hidden />} disabled={isBusy} onClick={() => run('pause')}>
          Pause
        </Button>
      ) : null}
      {allowed.resume ? (
        <Button
          icon={<PlayCircleOutlined aria-hidden />}
          type="primary"
          disabled={isBusy}
          onClick={() => run('resume')}
        >
          Resume
        </Button>
      ) : null}
      {allowed.move ? <MoveButton schedule={schedule} /> : null}
      {allowed.edit ? (
        <Link to={`/schedules/${schedule.id}/edit`} className="button-link">
          <Button icon={<EditOutlined aria-hidden />} tabIndex={-1}>
            Edit
          </Button>
        </Link>
      ) : null}
      {allowed.cancel ? (
        <Button danger disabled={isBusy} onClick={askToCancel}>
          Cancel…
        </Button>
      ) : null}
    </div>
  );
}

function MoveButton({ schedule }: { schedule: Schedule }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useReturnFocus(isOpen, button);
  return (
    <>
      <Button ref={button} icon={<ScheduleOutlined aria-hidden />} onClick={() => setOpen(true)}>
        Move…
      </Button>
      <Suspense fallback={null}>
        {isOpen ? <MoveDialog schedule={schedule} close={() => setOpen(false)} /> : null}
      </Suspense>
    </>
  );
}
