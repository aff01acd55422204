import type { DeployChoice, Reason, ScheduleStatus, WallClock } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { type Model, model, Schema, type SchemaDefinition, type Types } from 'mongoose';

/** What somebody asked for: an app, when (as they see it), and how. Its due moments are runs, see runs/run.model. */
export interface ScheduleRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  app: Types.ObjectId;
  appName: string;
  /** The minute as it was given; null for a recurring schedule. */
  at: WallClock | null;
  /** Five fields; null for a one-off. */
  cron: string | null;
  timezone: string;
  fold: 'first' | 'second' | null;
  deploy: DeployChoice;
  revision: number | null;
  notAfterMinutes: number;
  skipIfCurrent: boolean;
  endsAt: Date | null;
  maxRuns: number | null;
  status: ScheduleStatus;
  reason: Reason | null;
  /** The instant of a one-off. */
  runAt: Date | null;
  /** The coming run: its instant, and the id it has (also before its row exists). */
  nextRunAt: Date | null;
  next: Types.ObjectId | null;
  /** When the coming run was written down; null: the reconciler does it. */
  plannedAt: Date | null;
  /** The run that started last; of a one-off also the one that was missed. */
  last: Types.ObjectId | null;
  runs: number;
  /** Where it stands in the list: its next run, or its last. */
  orderAt: Date;
  /** Version of the time-zone data that resolved it. */
  zoneData: string;
  /** Counts changes, so that two at once cannot both be made. */
  version: number;
  createdBy: { id: string; name: string };
  createdAt: Date;
}

const dateOrNull = { type: Date, default: null };
const idOrNull = { type: Schema.Types.ObjectId, default: null };
const mixedOrNull = { type: Schema.Types.Mixed, default: null };
const stringOrNull = { type: String, default: null };
const numberOrNull = { type: Number, default: null };

const fields: SchemaDefinition = {
  app: { type: Schema.Types.ObjectId, required: true },
  appName: { type: String, required: true },
  at: mixedOrNull,
  cron: stringOrNull,
  timezone: { type: String, required: true },
  fold: stringOrNull,
  deploy: { type: String, required: true },
  revision: numberOrNull,
  notAfterMinutes: { type: Number, required: true },
  skipIfCurrent: { type: Boolean, required: true },
  endsAt: dateOrNull,
  maxRuns: numberOrNull,
  status: { type: String, required: true },
  reason: mixedOrNull,
  runAt: dateOrNull,
  nextRunAt: dateOrNull,
  next: idOrNull,
  plannedAt: dateOrNull,
  last: idOrNull,
  runs: { type: Number, default: 0 },
  orderAt: { type: Date, required: true },
  zoneData: { type: String, required: true },
  version: { type: Number, default: 1 },
  createdBy: { type: Schema.Types.Mixed, required: true },
  createdAt: { type: Date, required: true },
};

const schema = new Schema<ScheduleRow>(fields, { minimize: false, versionKey: false });
schema.plugin(tenancy);
schema.index({ team: 1, orderAt: 1, _id: 1 });
schema.index({ team: 1, createdAt: 1, _id: 1 });
schema.index({ team: 1, app: 1, status: 1 });
// For the reconciler: what is not written down yet, and what other zone data resolved.
schema.index({ status: 1, plannedAt: 1 });
schema.index({ status: 1, zoneData: 1 });

export const ScheduleModel: Model<ScheduleRow> = model<ScheduleRow>('Schedule', schema);
