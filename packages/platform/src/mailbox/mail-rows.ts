import { model, Schema, type Types } from 'mongoose';
import type { ReceivedMail } from '../smtp';

export interface MailRow extends ReceivedMail {
  _id: Types.ObjectId;
  receivedAt: Date;
}

const schema = new Schema<MailRow>(
  {
    to: [String],
    from: { type: String, default: '' },
    subject: { type: String, default: '' },
    text: { type: String, default: '' },
    html: { type: String, default: '' },
    headers: [{ _id: false, name: String, value: String }],
    receivedAt: { type: Date, required: true },
  },
  { collection: 'mailbox', versionKey: false },
);

/** The mailbox of a developer's machine: of no team, and never there in production. */
export const MailRows = model<MailRow>('MailboxMail', schema);
