import type { Schedule } from '@oatfin/contracts';

/** What can be done with a schedule as it stands. Who may do it is asked apart. */
export interface Allowed {
  edit: boolean;
  /** Only a one-off has a minute to move; a recurring one has times to edit. */
  move: boolean;
  pause: boolean;
  resume: boolean;
  runNow: boolean;
  cancel: boolean;
}

/** As the API decides it, so that nothing is offered that will be refused. */
export function allowedFor({ status, cron }: Pick<Schedule, 'status' | 'cron'>): Allowed {
  const isComing = status === 'scheduled' || status === 'paused';
  const isRecurring = cron !== null;
  return {
    edit: isComing,
    move: isComing && !isRecurring,
    pause: isRecurring && status === 'scheduled',
    resume: isRecurring && status === 'paused',
    runNow: isRecurring && status !== 'canceled',
    cancel: isComing,
  };
}
