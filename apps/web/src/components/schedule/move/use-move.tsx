import type { Schedule, UpdateScheduleBody } from '@oatfin/contracts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useUpdateSchedule } from '@/api/schedules';
import { useNotify } from '@/components/actions/notify';
import { sayWallClock } from '@/time/wall-clock';
import { useRefusal } from '../actions/refusal';

const undoSeconds = 12;

/** Moves a one-off and offers to take it back for a moment. `move` gives whether it was moved. */
export function useMove(schedule: Schedule) {
  const { message } = App.useApp();
  const notify = useNotify();
  const refuse = useRefusal(schedule.app);
  const update = useUpdateSchedule(schedule.id);
  const [error, setError] = useState<unknown>(null);

  function offerUndo(moved: Schedule) {
    const { at, fold } = schedule;
    if (!at || !moved.at) return;
    const key = `moved-${schedule.id}`;
    const undo = () => {
      message.destroy(key);
      // The dialog is gone by then, and what is handed to `mutate` with it.
      update
        .mutateAsync({ at, fold: fold ?? 'first' })
        .then(() => notify.succeed(`Back on ${sayWallClock(at)}`), refuse);
    };
    const content = (
      <>
        {schedule.appName} moved to {sayWallClock(moved.at)}
        <Button type="link" size="small" onClick={undo}>
          Undo
        </Button>
      </>
    );
    void message.open({ key, type: 'success', content, duration: undoSeconds });
  }
  async function move(body: UpdateScheduleBody): Promise<boolean> {
    setError(null);
    try {
      offerUndo(await update.mutateAsync(body));
      return true;
    } catch (cause) {
      setError(cause);
      return false;
    }
  }
  return { move, isMoving: update.isPending, error };
}
