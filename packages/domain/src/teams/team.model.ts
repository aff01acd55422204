import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

const schema = new Schema(
  {
    name: { type: String, required: true },
    /** Label in the address of apps; never changes. */
    slug: { type: String, required: true, immutable: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ slug: 1 }, { unique: true });

export type TeamRow = InferSchemaType<typeof schema> & { _id: Types.ObjectId };

/** The tenant itself: reached by its id, through a membership. */
export const Teams = model('Team', schema);
