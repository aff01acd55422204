import { type Model, model, Schema } from 'mongoose';
import { isDuplicateKey } from '../mongo';

interface LeaseRow {
  _id: string;
  until: Date;
}

const schema = new Schema<LeaseRow>(
  { _id: { type: String, required: true }, until: { type: Date, required: true } },
  { versionKey: false },
);
const LeaseModel: Model<LeaseRow> = model<LeaseRow>('Lease', schema);

/**
 * True for one caller in `seconds`, whatever the number of processes: for work that one of them should do. It is not
 * given back: a holder that dies is followed by another when the time is over, so the work must be safe to do twice.
 */
export async function takeLease(name: string, now: Date, seconds: number): Promise<boolean> {
  const until = new Date(now.getTime() + seconds * 1_000);
  try {
    const { matchedCount, upsertedCount } = await LeaseModel.updateOne(
      { _id: name, until: { $lte: now } },
      { $set: { until } },
      { upsert: true },
    );
    return matchedCount + upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
