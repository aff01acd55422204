import { Role } from '@oatfin/contracts';
import { tenancy } from '@oatfin/platform/mongo';
import { model, Schema, type Types } from 'mongoose';

export interface MembershipRow {
  _id: Types.ObjectId;
  team: Types.ObjectId;
  user: Types.ObjectId;
  role: Role;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<MembershipRow>(
  {
    user: { type: Schema.Types.ObjectId, required: true, immutable: true },
    role: { type: String, enum: Role.options, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.plugin(tenancy);
schema.index({ team: 1, user: 1 }, { unique: true });
schema.index({ user: 1, _id: 1 });

export const Memberships = model<MembershipRow>('Membership', schema);
