export { mailNotification } from './mail-notification';
export { mailNotificationJob } from './notification.jobs';
export { type Notice, notifyTeam } from './notify-team';
export { listNotifications, readAllNotifications, readNotification } from './read-notifications';
export { sweepNotifications } from './sweep-notifications';
