import { isValidObjectId } from 'mongoose';
import { type MailReceiver, type ReceivedMail, receiveMail } from '../smtp';
import { type MailRow, MailRows } from './mail-rows';

export type { MailRow };

/** How many mails are kept; the oldest go first. */
export const mostKeptMails = 200;

/** Takes every mail at this port of 127.0.0.1, whoever it is for, and keeps it in MongoDB. */
export function openMailbox(port: number): Promise<MailReceiver> {
  return receiveMail({ port, take: keepMail });
}

/** Keeps a mail, and lets go of what is too much. */
export async function keepMail(mail: ReceivedMail): Promise<void> {
  await MailRows.create({ ...mail, receivedAt: new Date() });
  const [tooMuch] = await MailRows.find({}, { _id: 1 }).sort({ _id: -1 }).skip(mostKeptMails).limit(1).lean();
  if (tooMuch) await MailRows.deleteMany({ _id: { $lte: tooMuch._id } });
}

/** What a list shows of a mail. */
export type KeptMail = Pick<MailRow, '_id' | 'to' | 'from' | 'subject' | 'receivedAt'>;

/** The kept mails, newest first. */
export async function listKeptMails(): Promise<KeptMail[]> {
  return MailRows.find({}, { to: 1, from: 1, subject: 1, receivedAt: 1 }).sort({ _id: -1 }).lean();
}

/** One of them; null when it is gone or never was. */
export async function findKeptMail(id: string): Promise<MailRow | null> {
  return isValidObjectId(id) ? MailRows.findById(id).lean() : null;
}
