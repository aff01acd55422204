import type { DeploymentStatus, Failure, Reason, StepName, StepStatus, Target, Trigger } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { type Model, model, Schema, type Types } from 'mongoose';
import type { StoredContainer } from '../apps';

export interface StepRow {
  name: StepName;
  status: StepStatus;
  startedAt: Date | null;
  endedAt: Date | null;
  error: Reason | null;
}

/** How a deployment will end once what it did is undone; kept so that another worker can go on undoing. */
export interface Outcome {
  status: 'failed' | 'rolled_back' | 'canceled';
  reason: Reason;
  failure: Failure | null;
}

/** A deployment that must succeed first; it has this id also before it exists. */
export interface WaitingForRow {
  deployment: Types.ObjectId;
  app: Types.ObjectId;
  appName: string;
}

export interface DeploymentRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  app: Types.ObjectId;
  appName: string;
  trigger: Trigger;
  status: DeploymentStatus;
  reason: Reason | null;
  failure: Failure | null;
  steps: StepRow[];
  /** The app as it was when the deployment was asked for; null when an existing revision was named. */
  configuration: { target: Target; containers: StoredContainer[] } | null;
  revision: number | null;
  /** What served when it started: known from its start on. */
  previous: { release: string; revision: number } | null;
  createdBy: string | null;
  /** Names the run that may write to this row: a run that lost it to another worker stops. */
  runner: string | null;
  outcome: Outcome | null;
  cancelRequestedAt: Date | null;
  /** Name of whoever asked. */
  canceledBy: string | null;
  /** From here on nothing can be undone: the old version is being removed. */
  committedAt: Date | null;
  lastSeq: number;
  /** What planned it: its own schedule, and when it was to start. Null for one that somebody asked for. */
  schedule: Types.ObjectId | null;
  dueAt: Date | null;
  /** Deployments of dependencies that must succeed before this one may start. */
  waitsFor: WaitingForRow[];
  /** While blocked it waits no longer than this; null: as long as it takes. */
  notAfter: Date | null;
  /** Ends early, succeeded, when the revision it would deploy already serves healthy. */
  skipIfCurrent: boolean;
  freezeOverride: { by: string; reason: string; at: Date } | null;
  /** It ended without a run, and its end is not passed on yet: told, and heard by what waits for it. */
  endPending?: true;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const stepSchema = new Schema<StepRow>(
  {
    name: { type: String, required: true },
    status: { type: String, required: true },
    startedAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
    error: { type: Schema.Types.Mixed, default: null },
  },
  { _id: false },
);

const waitingForSchema = new Schema<WaitingForRow>(
  {
    deployment: { type: Schema.Types.ObjectId, required: true },
    app: { type: Schema.Types.ObjectId, required: true },
    appName: { type: String, required: true },
  },
  { _id: false },
);

const mixedOrNull = { type: Schema.Types.Mixed, default: null };
const dateOrNull = { type: Date, default: null };

const deploymentSchema = new Schema<DeploymentRow>(
  {
    app: { type: Schema.Types.ObjectId, required: true },
    appName: { type: String, required: true },
    trigger: { type: String, required: true },
    status: { type: String, required: true },
    reason: mixedOrNull,
    failure: mixedOrNull,
    steps: { type: [stepSchema], required: true },
    configuration: mixedOrNull,
    revision: { type: Number, default: null },
    previous: mixedOrNull,
    createdBy: { type: String, default: null },
    runner: { type: String, default: null },
    outcome: mixedOrNull,
    cancelRequestedAt: dateOrNull,
    canceledBy: { type: String, default: null },
    committedAt: dateOrNull,
    lastSeq: { type: Number, default: 0 },
    schedule: { type: Schema.Types.ObjectId, default: null },
    dueAt: dateOrNull,
    waitsFor: { type: [waitingForSchema], default: [] },
    notAfter: dateOrNull,
    skipIfCurrent: { type: Boolean, default: false },
    freezeOverride: mixedOrNull,
    endPending: { type: Boolean },
    startedAt: dateOrNull,
    endedAt: dateOrNull,
  },
  { timestamps: { createdAt: true, updatedAt: false }, minimize: false },
);
deploymentSchema.plugin(tenancy);
deploymentSchema.index({ team: 1, createdAt: -1, _id: -1 });
deploymentSchema.index({ team: 1, app: 1, createdAt: -1, _id: -1 });
// The order in which they start. Ids do not tell: those of scheduled ones are made long before.
deploymentSchema.index({ status: 1, team: 1, createdAt: 1, _id: 1 });
// Look-ups of schedules and chains: is its last run still active, who waits for it.
deploymentSchema.index({ schedule: 1, status: 1 });
deploymentSchema.index({ 'waitsFor.deployment': 1, status: 1 });
deploymentSchema.index({ endPending: 1 }, { sparse: true });

export const DeploymentModel: Model<DeploymentRow> = model<DeploymentRow>('Deployment', deploymentSchema);
