import {
  type ListNotificationsQuery,
  mostUnreadCounted,
  type Notification,
  type NotificationsReply,
  type ReadAllBody,
} from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import { paginate } from '@oatfin/platform/paging';
import { Types } from 'mongoose';
import { type NotificationRow, Notifications } from './notification.model';

const unreadBy = (user: string) => ({ 'readBy.user': { $ne: user } });

/** A page of the team's notifications, newest first, with what the caller has read. Throws `request.cursor_invalid`. */
export async function listNotifications(
  ctx: Ctx,
  query: ListNotificationsQuery,
): Promise<Omit<NotificationsReply, 'message'>> {
  const { unread, ...page } = query;
  const paging = paginate({ ...page, sort: '-createdAt' }, { createdAt: 'createdAt' }, { unread });
  const user = ctx.actor.id;
  const where = unread === undefined ? {} : unread ? unreadBy(user) : { 'readBy.user': user };
  const found = await Notifications.find({ team: ctx.team, ...where, ...paging.filter })
    .sort(paging.sort)
    .limit(paging.limit)
    .lean();
  const { rows, nextCursor } = paging.toPage(found);
  return {
    notifications: rows.map((row) => toNotification(row, user)),
    unreadCount: await countUnread(ctx),
    nextCursor,
  };
}

/** Marks one as read by the caller; the time of the first reading stays. Throws `notification.not_found`. */
export async function readNotification(ctx: Ctx, id: string): Promise<Notification> {
  const user = ctx.actor.id;
  await Notifications.updateOne({ _id: id, team: ctx.team, ...unreadBy(user) }, markRead(ctx));
  const row = await Notifications.findOne({ _id: id, team: ctx.team }).lean();
  if (!row) throw new AppError('notification.not_found', 'The notification does not exist.');
  return toNotification(row, user);
}

/** Marks all as read by the caller, up to and with those of `until`: what came later has not been seen. */
export async function readAllNotifications(ctx: Ctx, { until }: ReadAllBody): Promise<void> {
  const createdAt = until === undefined ? {} : { createdAt: { $lte: new Date(until) } };
  await Notifications.updateMany({ team: ctx.team, ...unreadBy(ctx.actor.id), ...createdAt }, markRead(ctx));
}

function countUnread(ctx: Ctx): Promise<number> {
  const where = { team: ctx.team, ...unreadBy(ctx.actor.id) };
  return Notifications.countDocuments(where, { limit: mostUnreadCounted }).exec();
}

function markRead(ctx: Ctx) {
  return { $push: { readBy: { user: new Types.ObjectId(ctx.actor.id), readAt: ctx.now() } } };
}

function toNotification(row: NotificationRow, user: string): Notification {
  const { _id, kind, title, text, link, createdAt, readBy } = row;
  const reading = readBy.find((one) => one.user.equals(user));
  return {
    ...{ id: _id.toHexString(), kind, title, text, link },
    createdAt: createdAt.toISOString(),
    readAt: reading?.readAt.toISOString() ?? null,
  };
}
