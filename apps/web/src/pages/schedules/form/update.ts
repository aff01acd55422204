import type { CreateScheduleBody, Schedule, UpdateScheduleBody } from '@oatfin/contracts';

/** What is sent to change a schedule: saying `pinned` again would pin anew, so the choice goes along only when it changed. */
export function toUpdate({ app, deploy, ...body }: CreateScheduleBody, stored: Schedule): UpdateScheduleBody {
  return deploy === stored.deploy ? body : { ...body, deploy };
}
