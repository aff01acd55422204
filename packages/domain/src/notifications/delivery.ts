import type { Ctx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import { Types } from 'mongoose';
import { type DeliveryRow, type NotificationRow, Notifications } from './notification.model';

/** Longer than a mail server may take to answer. */
const leaseMs = 2 * 60_000;

/**
 * Lets `send` happen once per notification and user: whoever holds the lease sends, what was sent or refused for good is
 * not sent again. Only a crash between sending and recording, after which the lease runs out, sends twice. Throws what
 * `send` throws, `mail.refused` excepted, and `mail.unavailable` while another worker is sending.
 */
export async function deliverOnce(
  ctx: Ctx,
  row: NotificationRow,
  user: string,
  send: () => Promise<void>,
): Promise<void> {
  const known = row.deliveries.find((delivery) => delivery.user.equals(user));
  if (known?.sentAt || known?.refusedAt) return;
  if (!(await lease(ctx, row, user))) throw new AppError('mail.unavailable', 'Another worker is sending this mail.');
  try {
    await send();
    await record(ctx, row, user, { sentAt: ctx.now() });
  } catch (error) {
    if (!isRefused(error)) {
      await record(ctx, row, user, { leasedUntil: ctx.now() });
      throw error;
    }
    ctx.logger.warn({ err: error, notification: row._id.toHexString(), user }, 'mail refused');
    await record(ctx, row, user, { refusedAt: ctx.now() });
  }
}

async function lease(ctx: Ctx, row: NotificationRow, user: string): Promise<boolean> {
  const now = ctx.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  const mine = { _id: row._id, team: ctx.team };
  const fresh: DeliveryRow = { user: new Types.ObjectId(user), leasedUntil, sentAt: null, refusedAt: null };
  const first = await Notifications.updateOne(
    { ...mine, 'deliveries.user': { $ne: user } },
    { $push: { deliveries: fresh } },
  );
  if (first.modifiedCount === 1) return true;
  const free = { user, sentAt: null, refusedAt: null, leasedUntil: { $lte: now } };
  const again = await Notifications.updateOne(
    { ...mine, deliveries: { $elemMatch: free } },
    { $set: { 'deliveries.$.leasedUntil': leasedUntil } },
  );
  return again.modifiedCount === 1;
}

async function record(ctx: Ctx, row: NotificationRow, user: string, what: Partial<DeliveryRow>): Promise<void> {
  const changes = Object.fromEntries(Object.entries(what).map(([name, value]) => [`deliveries.$.${name}`, value]));
  await Notifications.updateOne({ _id: row._id, team: ctx.team, 'deliveries.user': user }, { $set: changes });
}

function isRefused(error: unknown): boolean {
  return error instanceof AppError && error.code === 'mail.refused';
}
