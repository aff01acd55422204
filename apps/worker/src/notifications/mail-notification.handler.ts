import { actForTeam } from '@oatfin/domain/context';
import { mailNotification, mailNotificationJob } from '@oatfin/domain/notifications';
import { handleJob } from '../runtime/handle-job';

export const mailNotificationHandler = handleJob(mailNotificationJob, (ctx, { team, notification }, { shutdown }) =>
  mailNotification(actForTeam(ctx, team), notification, shutdown),
);
