import { z } from 'zod';
import { Id, Message, NextCursor, PageQuery, Timestamp } from './wire';

/** What happened, for programs. A new kind is one line. */
export const NotificationKind = z.enum([
  'schedule_missed',
  'schedule_moved',
  'schedule_failed',
  'plan_changed',
  'deployment_failed_chain',
  'member_paused',
  'app_expiring',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** Something Oatfin tells a team. Everybody in the team sees it; whether it is read is the caller's own. */
export const Notification = z.object({
  id: Id,
  kind: NotificationKind,
  title: z.string(),
  text: z.string(),
  link: z.string().nullable().describe('A path of the dashboard, such as /schedules/ID'),
  createdAt: Timestamp,
  readAt: Timestamp.nullable().describe('When the caller read it'),
});
export type Notification = z.infer<typeof Notification>;

export const ListNotificationsQuery = PageQuery.extend({
  unread: z.stringbool().optional().describe('true: only what the caller has not read; false: only what they have'),
}).strict();
export type ListNotificationsQuery = z.infer<typeof ListNotificationsQuery>;

/** How many unread notifications are counted: 100 stands for 100 or more. */
export const mostUnreadCounted = 100;

export const NotificationsReply = z.object({
  notifications: z.array(Notification),
  unreadCount: z.int().min(0).max(mostUnreadCounted).describe('Unread ones of the caller; 100 means 100 or more'),
  nextCursor: NextCursor,
  message: Message,
});
export type NotificationsReply = z.infer<typeof NotificationsReply>;

export const NotificationReply = z.object({ notification: Notification, message: Message });

export const ReadAllBody = z.strictObject({
  until: Timestamp.optional().describe('Only those made up to then: what came later has not been seen'),
});
export type ReadAllBody = z.infer<typeof ReadAllBody>;
