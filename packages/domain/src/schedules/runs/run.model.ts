import type { Reason } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { type Model, model, Schema, type SchemaDefinition, type Types } from 'mongoose';

/**
 * `pending`: its time has not come. `held`: somebody is moving or canceling it, nobody may start it. `starting`: claimed,
 * its deployment is being made. `started`: it has its deployment. `settled`: its schedule knows how that ended. The others
 * are ends without a deployment.
 */
export type RunState = 'pending' | 'held' | 'starting' | 'started' | 'settled' | 'missed' | 'skipped';

/** One due moment of one app. The deployment it becomes has the same id: a moment cannot have two. */
export interface RunRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  app: Types.ObjectId;
  appName: string;
  kind: 'schedule' | 'dependency';
  /** Null for a dependency: several schedules may need it. */
  schedule: Types.ObjectId | null;
  /** The schedules' runs that need this dependency; without any it goes. */
  neededBy: Types.ObjectId[];
  dueAt: Date;
  /** Later than this it is missed. */
  notAfter: Date;
  /** Runs of dependencies that must succeed first. */
  waitsFor: { deployment: Types.ObjectId; app: Types.ObjectId; appName: string }[];
  /** The pinned revision; null: the app as it is when it starts. */
  revision: number | null;
  skipIfCurrent: boolean;
  isRecurring: boolean;
  createdBy: string | null;
  state: RunState;
  /** When the state last changed hands: held, claimed. */
  stateAt: Date | null;
  /** Names the claim, so that whoever made it finds what it got. */
  claim: string | null;
  startedAt: Date | null;
  reason: Reason | null;
  /** Counts moves: part of the id of its job. */
  version: number;
}

const dateOrNull = { type: Date, default: null };
const id = { type: Schema.Types.ObjectId, required: true };

const waitingForSchema = new Schema<RunRow['waitsFor'][number]>(
  { deployment: id, app: id, appName: { type: String, required: true } },
  { _id: false },
);

const fields: SchemaDefinition = {
  app: id,
  appName: { type: String, required: true },
  kind: { type: String, required: true },
  schedule: { type: Schema.Types.ObjectId, default: null },
  neededBy: { type: [Schema.Types.ObjectId], default: [] },
  dueAt: { type: Date, required: true },
  notAfter: { type: Date, required: true },
  waitsFor: { type: [waitingForSchema], default: [] },
  revision: { type: Number, default: null },
  skipIfCurrent: { type: Boolean, default: false },
  isRecurring: { type: Boolean, default: false },
  createdBy: { type: String, default: null },
  state: { type: String, required: true },
  stateAt: dateOrNull,
  claim: { type: String, default: null },
  startedAt: dateOrNull,
  reason: { type: Schema.Types.Mixed, default: null },
  version: { type: Number, default: 1 },
};

const schema = new Schema<RunRow>(fields, { minimize: false, versionKey: false });
schema.plugin(tenancy);
// One row for each due moment of a schedule, and one for a dependency that several need at the same moment.
schema.index({ schedule: 1, dueAt: 1 }, { unique: true, partialFilterExpression: { kind: 'schedule' } });
schema.index(
  { team: 1, app: 1, dueAt: 1 },
  { unique: true, partialFilterExpression: { kind: 'dependency', state: 'pending' } },
);
// One run of an app in the plan of a run, also when two processes write the plan at once.
schema.index({ team: 1, app: 1, neededBy: 1 }, { unique: true, partialFilterExpression: { kind: 'dependency' } });
schema.index({ state: 1, dueAt: 1 });
schema.index({ team: 1, dueAt: 1 });
schema.index({ neededBy: 1 });

export const RunModel: Model<RunRow> = model<RunRow>('Run', schema);
