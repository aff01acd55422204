import { NotificationKind } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { model, Schema, type Types } from 'mongoose';

/** One person's mail. `sentAt` and `refusedAt` are final; with neither it is being sent until `leasedUntil`. */
export interface DeliveryRow {
  user: Types.ObjectId;
  leasedUntil: Date;
  sentAt: Date | null;
  refusedAt: Date | null;
}

export interface NotificationRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  /** What it tells of, once per team: `schedule_missed:ID:2027-02-10T08:00:00.000Z`. */
  key: string;
  kind: NotificationKind;
  title: string;
  text: string;
  link: string | null;
  /** Members who are mailed besides the owners and admins. */
  also: Types.ObjectId[];
  readBy: { user: Types.ObjectId; readAt: Date }[];
  deliveries: DeliveryRow[];
  /** When everybody who is to be mailed was; null: the sweep looks after it. */
  mailedAt: Date | null;
  createdAt: Date;
}

const keptSeconds = 90 * 24 * 60 * 60;
const objectId = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<NotificationRow>(
  {
    key: { type: String, required: true, immutable: true },
    kind: { type: String, enum: NotificationKind.options, required: true },
    title: { type: String, required: true },
    text: { type: String, required: true },
    link: { type: String, default: null },
    also: [Schema.Types.ObjectId],
    readBy: [{ _id: false, user: objectId, readAt: { type: Date, required: true } }],
    deliveries: [
      {
        _id: false,
        user: objectId,
        leasedUntil: { type: Date, required: true },
        sentAt: { type: Date, default: null },
        refusedAt: { type: Date, default: null },
      },
    ],
    mailedAt: { type: Date, default: null },
    createdAt: { type: Date, required: true, immutable: true },
  },
  { versionKey: false },
);
schema.plugin(tenancy);
schema.index({ team: 1, key: 1 }, { unique: true });
schema.index({ team: 1, createdAt: -1, _id: -1 });
schema.index({ mailedAt: 1, createdAt: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const Notifications = model<NotificationRow>('Notification', schema);
