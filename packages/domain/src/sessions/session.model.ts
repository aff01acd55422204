import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, required: true, immutable: true },
    /** SHA-256 of the one refresh token that is good, and of the one before it. */
    tokenHash: { type: String, required: true },
    previousHash: { type: String, default: null },
    rotatedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ user: 1 });

export type SessionRow = InferSchemaType<typeof schema> & { _id: Types.ObjectId };

/** A login and the family of refresh tokens that came from it; owned by a user, by no team. */
export const Sessions = model('Session', schema);
