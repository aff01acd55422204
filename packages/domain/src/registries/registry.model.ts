import { tenancy } from '@oatfin/platform/mongo';
import { model, Schema, type Types } from 'mongoose';

export interface RegistryRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  name: string;
  /** The name as it is compared: two that differ in case are one. */
  nameKey: string;
  host: string;
  username: string;
  /** Sealed for `registry:<team>`. */
  password: string;
  verifiedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<RegistryRow>(
  {
    name: { type: String, required: true },
    nameKey: { type: String, required: true },
    host: { type: String, required: true },
    username: { type: String, required: true },
    password: { type: String, required: true },
    verifiedAt: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false },
);
schema.plugin(tenancy);
schema.index({ team: 1, nameKey: 1 }, { unique: true });

export const Registries = model<RegistryRow>('Registry', schema);
