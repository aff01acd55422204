import type { AuditEvent } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { type Model, model, Schema, type Types } from 'mongoose';

/** One line of the audit trail. */
export interface AuditRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  actor: AuditEvent['actor'];
  act: string;
  object: AuditEvent['object'];
  reason: string | null;
  requestId: string;
  at: Date;
}

const schema = new Schema<AuditRow>(
  {
    actor: { type: Schema.Types.Mixed, required: true, immutable: true },
    act: { type: String, required: true, immutable: true },
    object: { type: Schema.Types.Mixed, required: true, immutable: true },
    reason: { type: String, default: null, immutable: true },
    requestId: { type: String, required: true, immutable: true },
    at: { type: Date, required: true, immutable: true },
  },
  { versionKey: false },
);
schema.plugin(tenancy);
schema.index({ team: 1, at: -1, _id: -1 });

export const AuditEvents: Model<AuditRow> = model<AuditRow>('AuditEvent', schema);
