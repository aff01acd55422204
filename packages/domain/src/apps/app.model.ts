import type { DeploymentSummary, Target } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { type Model, model, Schema, type SchemaDefinition, type Types } from 'mongoose';
import type { StoredContainer } from './containers/stored-container';

/** What serves now: the deployment that brought it up (`release`) and the revision it deployed. */
export interface Serving {
  release: string;
  revision: number;
}

/** What an app keeps of a deployment, as it goes over the wire. Rows of earlier releases do not say when it started. */
export type LastDeployment = Omit<DeploymentSummary, 'startedAt'> & Partial<Pick<DeploymentSummary, 'startedAt'>>;

export interface StoredDependency {
  app: Types.ObjectId;
  leadMinutes: number;
}

/** An app as it is stored. Its status is derived from it, see app.reply. */
export interface AppRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  name: string;
  /** The name as names are compared: unique within a team. */
  nameKey: string;
  environment: string;
  target: Target;
  containers: StoredContainer[];
  dependsOn: StoredDependency[];
  clonedFrom: Types.ObjectId | null;
  /** Host label of the address, unique in the whole installation, fixed at creation. */
  host: string;
  /** The deployment (or teardown) that holds the app now. */
  activeDeployment: Types.ObjectId | null;
  serving: Serving | null;
  lastDeployment: LastDeployment | null;
  /** The newest first; kept here so that a list of apps is one query. Rows of earlier releases lack it. */
  recentDeployments?: LastDeployment[];
  expiresAt: Date | null;
  /** When somebody last set its end or was told of it: a warning that was due before is not given again. */
  expiryWarnedAt: Date | null;
  stoppedAt: Date | null;
  deletingAt: Date | null;
  health: 'healthy' | 'degraded' | null;
  /** Set when its name or dependencies change, until the plans it stands in are made anew. */
  graphChangedAt: Date | null;
  /** Counts changes of the configuration: two changes at once cannot both be based on the same one. */
  version: number;
  createdAt: Date;
  /** When its team last changed the configuration; deployments do not move it. */
  updatedAt: Date;
}

const dateOrNull = { type: Date, default: null };
const idOrNull = { type: Schema.Types.ObjectId, default: null };
const mixedOrNull = { type: Schema.Types.Mixed, default: null };

const dependencySchema = new Schema<StoredDependency>(
  { app: { type: Schema.Types.ObjectId, required: true }, leadMinutes: { type: Number, required: true } },
  { _id: false },
);

const fields: SchemaDefinition = {
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  environment: { type: String, required: true },
  target: { type: Schema.Types.Mixed, required: true },
  containers: { type: [Schema.Types.Mixed], required: true },
  dependsOn: { type: [dependencySchema], required: true },
  clonedFrom: idOrNull,
  host: { type: String, required: true },
  activeDeployment: idOrNull,
  serving: mixedOrNull,
  lastDeployment: mixedOrNull,
  recentDeployments: { type: [Schema.Types.Mixed], default: [] },
  expiresAt: dateOrNull,
  expiryWarnedAt: dateOrNull,
  stoppedAt: dateOrNull,
  deletingAt: dateOrNull,
  health: { type: String, default: null },
  graphChangedAt: dateOrNull,
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
};

const appSchema = new Schema<AppRow>(fields, { minimize: false, versionKey: false });
appSchema.plugin(tenancy);

// Rules that must hold whatever runs at the same time.
appSchema.index({ team: 1, nameKey: 1 }, { unique: true });
appSchema.index({ host: 1 }, { unique: true });
// The orders of the list: one index scan each.
appSchema.index({ team: 1, nameKey: 1, _id: 1 });
appSchema.index({ team: 1, createdAt: 1, _id: 1 });
appSchema.index({ team: 1, updatedAt: 1, _id: 1 });
// Look-ups from elsewhere: who depends on it, who uses it, what is busy, due or to be removed.
appSchema.index({ team: 1, 'dependsOn.app': 1 });
appSchema.index({ team: 1, 'containers.registry': 1 });
appSchema.index({ activeDeployment: 1, team: 1 });
appSchema.index({ 'serving.release': 1 });
appSchema.index({ expiresAt: 1 });
appSchema.index({ deletingAt: 1 });
appSchema.index({ graphChangedAt: 1 }, { partialFilterExpression: { graphChangedAt: { $type: 'date' } } });

export const AppModel: Model<AppRow> = model<AppRow>('App', appSchema);
