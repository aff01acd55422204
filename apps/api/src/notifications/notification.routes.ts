import { ListNotificationsQuery, NotificationReply, NotificationsReply, ReadAllBody } from '@oatfin/contracts';
import { listNotifications, readAllNotifications, readNotification } from '@oatfin/domain/notifications';
import { NoReply, type Route, route } from '../http/route';

const tag = 'Notifications';

export const notificationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/notifications',
    permission: 'notification:read',
    summary: 'What Oatfin has told the team in the last 90 days, newest first',
    tag,
    query: ListNotificationsQuery,
    reply: NotificationsReply,
    status: 200,
    handle: (ctx, { query }) => listNotifications(ctx, query),
  }),
  route({
    method: 'post',
    path: '/v1/notifications/{id}/read',
    permission: 'notification:read',
    summary: 'Mark a notification as read by the caller',
    tag,
    reply: NotificationReply,
    status: 200,
    handle: async (ctx, { params }) => ({ notification: await readNotification(ctx, params.id) }),
  }),
  route({
    method: 'post',
    path: '/v1/notifications/read-all',
    permission: 'notification:read',
    summary: 'Mark all notifications as read by the caller',
    tag,
    body: ReadAllBody,
    reply: NoReply,
    status: 204,
    handle: (ctx, { body }) => readAllNotifications(ctx, body),
  }),
];
