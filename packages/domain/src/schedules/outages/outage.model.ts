import { type Model, model, Schema } from 'mongoose';
import type { SystemCtx } from '../../context';

/** A time in which no worker started runs: none was up, or MongoDB was away. Belongs to the installation, not a team. */
export interface OutageRow {
  from: Date;
  to: Date;
}

interface BeatRow {
  _id: string;
  at: Date;
}

/** Workers look for due runs every few seconds; a longer silence is an outage. */
const silenceMs = 45_000;
const keptSeconds = 400 * 24 * 60 * 60;
const date = { type: Date, required: true };

const outageSchema = new Schema<OutageRow>({ from: date, to: date }, { versionKey: false });
outageSchema.index({ to: 1 }, { expireAfterSeconds: keptSeconds });
const OutageModel: Model<OutageRow> = model<OutageRow>('Outage', outageSchema);

const beatSchema = new Schema<BeatRow>({ _id: { type: String, required: true }, at: date }, { versionKey: false });
const BeatModel: Model<BeatRow> = model<BeatRow>('Beat', beatSchema);

/**
 * Says that somebody looks for due runs; a silence before it is kept as an outage. That first: whoever finds the new beat
 * finds the outage too.
 */
export async function recordBeat(ctx: SystemCtx): Promise<void> {
  const at = ctx.now();
  const before = await BeatModel.findOne({ _id: 'schedules' }).lean();
  if (before && at.getTime() - before.at.getTime() >= silenceMs) await OutageModel.create({ from: before.at, to: at });
  await BeatModel.updateOne({ _id: 'schedules' }, { $set: { at } }, { upsert: true });
}

/** The outage in which this moment lies; null when somebody was there. */
export async function findOutage(_ctx: SystemCtx, at: Date): Promise<OutageRow | null> {
  return OutageModel.findOne({ from: { $lte: at }, to: { $gte: at } }).lean();
}
