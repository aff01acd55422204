import type { Schedule } from '@oatfin/contracts';
import { App } from 'antd';
import { useMay } from '@/access';
import { useCancelSchedule, useScheduleVerb } from '@/api/schedules';
import { useNotify } from '@/components/actions/notify';
import { formatWall } from '@/time/format';
import { cityOf, sayWallClock } from '@/time/wall-clock';
import { cronSentence } from '../words/schedule';
import { type Allowed, allowedFor } from './allowed';
import { useRefusal } from './refusal';

const done = {
  pause: 'Paused: it does not run until it is resumed',
  resume: 'Resumed',
  'run-now': 'It runs now, besides its times',
};

/** What the person may do with a schedule, and the doing of it with its words. */
export function useScheduleActions(schedule: Schedule) {
  const { modal } = App.useApp();
  const notify = useNotify();
  const refuse = useRefusal(schedule.app);
  const cancel = useCancelSchedule(schedule.id);
  const verb = useScheduleVerb(schedule.id);
  const allowed = useAllowed(schedule);

  function run(name: keyof typeof done) {
    verb.mutateAsync(name).then(() => notify.succeed(done[name]), refuse);
  }
  function askToCancel() {
    modal.confirm({
      title: `Cancel this schedule of ${schedule.appName}?`,
      content: cancelWords(schedule),
      okText: 'Cancel schedule',
      cancelText: 'Keep it',
      okButtonProps: { danger: true },
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => cancel.mutateAsync(undefined).then(() => notify.succeed('Canceled: it will not run'), refuse),
    });
  }
  return { allowed, run, askToCancel, isBusy: verb.isPending || cancel.isPending };
}

function useAllowed(schedule: Schedule): Allowed {
  const mayUpdate = useMay('schedule:update');
  const mayCreate = useMay('schedule:create');
  const mayCancel = useMay('schedule:cancel');
  const { edit, move, pause, resume, runNow, cancel } = allowedFor(schedule);
  return {
    edit: edit && mayUpdate,
    move: move && mayUpdate,
    pause: pause && mayUpdate,
    resume: resume && mayUpdate,
    runNow: runNow && mayCreate,
    cancel: cancel && mayCancel,
  };
}

/** What will not happen: the minute, the repeats, and the dependencies that were planned for it alone. */
function cancelWords(schedule: Schedule): string {
  const others = schedule.plan.filter(({ app }) => app !== schedule.app).map(({ appName }) => appName);
  const chain =
    others.length > 0 ? ` What was planned for it alone (${others.join(', ')}) is not deployed either.` : '';
  return `${timeWords(schedule)}${chain}`;
}

function timeWords({ at, cron, cronWords, nextRunAt, timezone }: Schedule): string {
  const city = cityOf(timezone);
  if (cron === null) return at ? `It will not run on ${sayWallClock(at)} (${city}).` : 'It will not run.';
  const next = nextRunAt ? `: not on ${formatWall(new Date(nextRunAt), timezone)} (${city}), nor after` : '';
  return `It will not run again${next}. Its times were: ${cronSentence(cronWords ?? cron)}.`;
}
