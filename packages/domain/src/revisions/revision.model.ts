import type { Target } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { type Model, model, Schema, type SchemaDefinition, type Types } from 'mongoose';
import type { StoredContainer } from '../apps';

/** A container as a revision keeps it: secrets sealed, the image pinned. */
export type PinnedContainer = StoredContainer & {
  digest: string;
  /** `host/repository@sha256:…`: what is pulled and run. */
  pinned: string;
};

export interface RevisionRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  app: Types.ObjectId;
  number: number;
  target: Target;
  containers: PinnedContainer[];
  /** SHA-256 of target and containers: two revisions never hold the same configuration one after the other. */
  hash: string;
  createdBy: string | null;
  createdAt: Date;
}

const fields: SchemaDefinition = {
  app: { type: Schema.Types.ObjectId, required: true },
  number: { type: Number, required: true },
  target: { type: Schema.Types.Mixed, required: true },
  containers: { type: [Schema.Types.Mixed], required: true },
  hash: { type: String, required: true },
  createdBy: { type: String, default: null },
};

const revisionSchema = new Schema<RevisionRow>(fields, {
  timestamps: { createdAt: true, updatedAt: false },
  minimize: false,
});
revisionSchema.plugin(tenancy);
revisionSchema.index({ team: 1, app: 1, number: -1 }, { unique: true });

export const RevisionModel: Model<RevisionRow> = model<RevisionRow>('Revision', revisionSchema);
