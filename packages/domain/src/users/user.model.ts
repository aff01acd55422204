import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

const schema = new Schema(
  {
    email: { type: String, required: true },
    name: { type: String, required: true },
    timezone: { type: String, required: true },
    passwordHash: { type: String, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ email: 1 }, { unique: true });

export type UserRow = InferSchemaType<typeof schema> & { _id: Types.ObjectId };

/** A person: owned by no team, so without tenancy. */
export const Users = model('User', schema);
