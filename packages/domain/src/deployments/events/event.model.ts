import type { DeploymentEvent } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { model, Schema, type Types } from 'mongoose';

/** One thing a deployment said: a log line, a change of a step or of its status. Never changed once written. */
export interface EventRow {
  team: Types.ObjectId;
  deployment: Types.ObjectId;
  seq: number;
  kind: DeploymentEvent['kind'];
  data: unknown;
}

const eventSchema = new Schema<EventRow>(
  {
    deployment: { type: Schema.Types.ObjectId, required: true },
    seq: { type: Number, required: true },
    kind: { type: String, required: true },
    data: { type: Schema.Types.Mixed, required: true },
  },
  { minimize: false, versionKey: false },
);
eventSchema.plugin(tenancy);
eventSchema.index({ deployment: 1, seq: 1 }, { unique: true });

export const EventModel = model('DeploymentEvent', eventSchema);
