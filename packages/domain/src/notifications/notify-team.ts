import type { NotificationKind } from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import { isDuplicateKey } from '@oatfin/platform/mongo';
import { Types } from 'mongoose';
import { mailNotificationJob } from './notification.jobs';
import { type NotificationRow, Notifications } from './notification.model';

/** Something to tell a team. */
export interface Notice {
  kind: NotificationKind;
  /** One line; also the subject of the mail. */
  title: string;
  /** Sentences as plain text; an empty line parts paragraphs. */
  text: string;
  /** The page of the dashboard it is about, as a path: `/schedules/ID`. */
  link: string | null;
  /** Names the event, once per team: the kind, the thing, and the moment where it can happen again. */
  key: string;
  /** Ids of members who are mailed besides the team's owners and admins; who has left the team is not. */
  also?: string[];
}

/**
 * Tells a team: one record that every member sees, and a mail to the owners, the admins and `also`. A second call with the
 * same key does nothing, so it is safe to repeat after a crash; a mail that was lost between is put in by the sweep.
 */
export async function notifyTeam(ctx: Ctx, notice: Notice): Promise<void> {
  const row = toRow(ctx, notice);
  if (!(await insert(row))) return;
  await ctx.queues.enqueue(mailNotificationJob, { team: ctx.team, notification: row._id.toHexString() });
}

async function insert(row: NotificationRow): Promise<boolean> {
  try {
    await Notifications.create(row);
    return true;
  } catch (error) {
    if (isDuplicateKey(error, 'key')) return false;
    throw error;
  }
}

function toRow(ctx: Ctx, { kind, title, text, link, key, also = [] }: Notice): NotificationRow {
  if (link !== null && !/^\/(?![/\\])/.test(link)) throw new Error(`A notification links to a page, not to ${link}.`);
  return {
    _id: new Types.ObjectId(),
    team: new Types.ObjectId(ctx.team),
    ...{ key, kind, title, text, link },
    also: also.map((user) => new Types.ObjectId(user)),
    readBy: [],
    deliveries: [],
    mailedAt: null,
    createdAt: ctx.now(),
  };
}
