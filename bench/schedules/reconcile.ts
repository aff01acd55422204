import { reconcileQueue } from '@oatfin/domain/schedules';
import mongoose, { Types } from 'mongoose';
import { timed } from '../report';
import { minuteAfter, type Oatfin } from './oatfin';

const pending = Number(process.env.PENDING ?? 100_000);
const farAway = 30 * 24 * 60 * 60;
const batch = 5_000;

/** How long it takes to put the jobs of all coming runs into an emptied Redis, and to find that nothing is missing. */
export async function showReconciling(oatfin: Oatfin): Promise<void> {
  await mongoose.model('Run').collection.deleteMany({});
  for (const size of [pending / 100, pending / 10, pending]) {
    await addRuns(oatfin, size);
    await oatfin.redis.flushall();
    const rebuilding = await timed(() => reconcileQueue(oatfin.system.system));
    const comparing = await timed(() => reconcileQueue(oatfin.system.system));
    const jobs = await oatfin.redis.zcard(`${oatfin.system.prefix}:schedules:delayed`);
    const [rebuilt, compared] = [rebuilding, comparing].map((ms) => `${(ms / 1_000).toFixed(2)} s`);
    console.log(`${size} coming runs: put back in ${rebuilt} (${jobs} jobs), compared in ${compared}`);
  }
}

async function addRuns(oatfin: Oatfin, upTo: number): Promise<void> {
  const runs = mongoose.model('Run').collection;
  const { ctx, app } = oatfin.owners[0] ?? { ctx: null, app: '' };
  const dueAt = minuteAfter(farAway);
  for (let made = await runs.countDocuments({}); made < upTo; made += batch) {
    const rows = Array.from({ length: Math.min(batch, upTo - made) }, () => ({
      ...{ team: new Types.ObjectId(ctx?.team), app: new Types.ObjectId(app), appName: 'api', kind: 'schedule' },
      ...{ schedule: new Types.ObjectId(), neededBy: [], dueAt, notAfter: dueAt, waitsFor: [], revision: null },
      ...{ skipIfCurrent: false, isRecurring: false, createdBy: null, state: 'pending', stateAt: null, claim: null },
      ...{ startedAt: null, reason: null, version: 1 },
    }));
    await runs.insertMany(rows);
  }
}
