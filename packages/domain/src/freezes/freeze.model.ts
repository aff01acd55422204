import type { WallClock } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { type Model, model, Schema, type Types } from 'mongoose';

/** A freeze as its team gave it: wall clocks in a zone. When it holds is derived, see freeze-time.rules. */
export interface FreezeRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  name: string;
  /** First minute held. */
  from: WallClock;
  /** First minute that is free again. */
  to: WallClock;
  timezone: string;
  yearly: boolean;
  /** Environment labels it holds for; empty: all. */
  environments: string[];
  /** For leaving out what is long over, nothing else; null when it comes again every year. */
  overAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
}

const schema = new Schema<FreezeRow>(
  {
    name: { type: String, required: true },
    from: { type: Schema.Types.Mixed, required: true },
    to: { type: Schema.Types.Mixed, required: true },
    timezone: { type: String, required: true },
    yearly: { type: Boolean, required: true },
    environments: { type: [String], required: true },
    overAt: { type: Date, default: null },
    createdBy: { type: String, default: null },
    createdAt: { type: Date, required: true, immutable: true },
  },
  { minimize: false, versionKey: false },
);
schema.plugin(tenancy);
schema.index({ team: 1, overAt: 1 });
schema.index({ team: 1, createdAt: -1, _id: -1 });

export const Freezes: Model<FreezeRow> = model<FreezeRow>('Freeze', schema);
