export { mailNotificationJob } from './notification.jobs';
export { type Notice, notifyTeam } from './notify-team';
