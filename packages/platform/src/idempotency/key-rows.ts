import { type InferSchemaType, model, Schema } from 'mongoose';

const schema = new Schema(
  {
    /** SHA-256 of scope and key: the unique index that lets one request win. */
    _id: { type: String, required: true },
    content: { type: String, required: true },
    answer: { type: String, default: null },
    leasedUntil: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'idempotency_keys', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type KeyRow = InferSchemaType<typeof schema>;

/** Plumbing of the edge, not team-owned: the scope inside the id keeps teams apart. */
export const KeyRows = model('IdempotencyKey', schema);
