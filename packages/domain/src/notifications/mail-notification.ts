import type { User } from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import type { Mailer } from '@oatfin/providers/mail';
import { renderMail } from '../mails';
import { findTeamName, listAudience } from '../teams';
import { listUsers } from '../users';
import { deliverOnce } from './delivery';
import { type NotificationRow, Notifications } from './notification.model';

/**
 * Mails a notification to the team's owners and admins and to `also`, once to each. One who cannot be reached does not keep
 * the others waiting. Safe to run twice. Without a mailer nothing happens. Throws `mail.unavailable` to be run again.
 */
export async function mailNotification(ctx: Ctx, id: string, signal: AbortSignal): Promise<void> {
  const { mail } = ctx.providers;
  const row = await Notifications.findOne({ _id: id, team: ctx.team }).lean();
  if (!mail || !row || row.mailedAt) return;
  await mailEverybody(ctx, mail, row, signal);
  await Notifications.updateOne({ _id: row._id, team: ctx.team }, { $set: { mailedAt: ctx.now() } });
}

async function mailEverybody(ctx: Ctx, mail: Mailer, row: NotificationRow, signal: AbortSignal): Promise<void> {
  const team = await findTeamName(ctx);
  let failure: unknown;
  for (const user of await listRecipients(ctx, row)) {
    signal.throwIfAborted();
    try {
      await deliverOnce(ctx, row, user.id, () => mail.send(toMail(ctx, row, user, team)));
    } catch (error) {
      if (!isAboutOne(error)) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
}

async function listRecipients(ctx: Ctx, row: NotificationRow): Promise<User[]> {
  const users = row.also.map((user) => user.toHexString());
  return listUsers(ctx, await listAudience(ctx, { roles: ['owner', 'admin'], users }));
}

/** A server that answered about this mail may take the next; one that did not answer takes none. */
function isAboutOne(error: unknown): boolean {
  return error instanceof AppError && error.code === 'mail.unavailable' && error.details.reply !== null;
}

function toMail(ctx: Ctx, row: NotificationRow, user: User, team: string): Parameters<Mailer['send']>[0] {
  const letter = {
    heading: row.title,
    paragraphs: row.text.split(/\n{2,}/).filter(Boolean),
    action: row.link === null ? null : { label: 'Open in Oatfin', url: ctx.publicUrl + row.link },
    footer: `You get this as a member of the team ${team} at ${ctx.publicUrl}`,
  };
  return {
    to: user.email,
    subject: `[${team}] ${row.title}`,
    id: `${row._id.toHexString()}.${user.id}`,
    ...renderMail(letter),
  };
}
