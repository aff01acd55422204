import {
  CaretRightOutlined,
  CloseCircleOutlined,
  EditOutlined,
  MoreOutlined,
  PauseOutlined,
  PlayCircleOutlined,
  ScheduleOutlined,
} from '@ant-design/icons';
import type { Schedule } from '@oatfin/contracts';
import { Button, Dropdown, type MenuProps } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useNavigate } from 'umi';
import { useReturnFocus } from '@/components/actions/return-focus';
import type { Allowed } from './allowed';
import { useScheduleActions } from './use-actions';

const MoveDialog = lazy(() => import('../move/MoveDialog'));

/** Everything that can be done with a schedule, behind one button; nothing when nothing can be. */
export function ScheduleMenu({ schedule }: { schedule: Schedule }) {
  const { allowed, run, askToCancel, isBusy } = useScheduleActions(schedule);
  const [isMoving, setMoving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();
  useReturnFocus(isMoving, button);
  const items = itemsFor(allowed);
  if (items.length === 0) return null;

  function choose(key: string) {
    if (key === 'edit') navigate(`/schedules/${schedule.id}/edit`);
    if (key === 'move') setMoving(true);
    if (key === 'cancel') askToCancel();
    if (key === 'pause' || key === 'resume' || key === 'run-now') run(key);
  }
  return (
    <>
      <Dropdown
        autoFocus
        trigger={['click']}
        placement="bottomRight"
        menu={{ items, onClick: ({ key }) => choose(key) }}
      >
        <Button
          ref={button}
          icon={<MoreOutlined aria-hidden />}
          loading={isBusy}
          aria-label={`What to do with the schedule of ${schedule.appName}`}
        />
      </Dropdown>
      <Suspense fallback={null}>
        {isMoving ? <MoveDialog schedule={schedule} close={() => setMoving(false)} /> : null}
      </Suspense>
    </>
  );
}

function itemsFor(allowed: Allowed): NonNullable<MenuProps['items']> {
  return [
    allowed.edit && { key: 'edit', label: 'Edit', icon: <EditOutlined aria-hidden /> },
    allowed.move && { key: 'move', label: 'Move…', icon: <ScheduleOutlined aria-hidden /> },
    allowed.runNow && { key: 'run-now', label: 'Run now', icon: <CaretRightOutlined aria-hidden /> },
    allowed.pause && { key: 'pause', label: 'Pause', icon: <PauseOutlined aria-hidden /> },
    allowed.resume && { key: 'resume', label: 'Resume', icon: <PlayCircleOutlined aria-hidden /> },
    allowed.cancel && { key: 'cancel', label: 'Cancel…', icon: <CloseCircleOutlined aria-hidden />, danger: true },
  ].filter((item) => item !== false);
}
