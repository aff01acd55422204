import { defineJob } from '@oatfin/platform/queue';
import { z } from 'zod';

/** Mails a notification to everybody who is to get it and has not. What fails for good is put in again by the sweep. */
export const mailNotificationJob = defineJob({
  name: 'notification.mail',
  queue: 'notifications',
  payload: z.object({ team: z.string(), notification: z.string() }),
  jobId: ({ notification }) => `notification-mail-${notification}`,
  options: { attempts: 6, backoff: { type: 'exponential', delay: 5_000 } },
});
