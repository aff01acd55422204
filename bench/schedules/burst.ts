import { eventually } from '@oatfin/testkit/eventually';
import mongoose from 'mongoose';
import { makeSchedules, minuteAfter, type Oatfin, wallClock } from './oatfin';
import { openRaw } from './raw';

const sizes = (process.env.SIZES ?? '100,1000,10000').split(',').map(Number);
/** A careful guess of how many schedules are made a second: they must be there before they are due. */
const madePerSecond = 150;
const waitMs = 120_000;

/** How late one-off schedules start that are due at one instant, ours and bare BullMQ's. */
export async function showBursts(oatfin: Oatfin): Promise<void> {
  const worker = await oatfin.startWorker();
  const raw = openRaw(oatfin.redisUrl);
  for (const size of sizes) {
    const dueAt = minuteAfter(5 + size / madePerSecond);
    await makeSchedules(oatfin, size, { at: wallClock(dueAt) });
    report(`${size} one-offs at one instant, ms late`, await lateness(dueAt, size));
    const rawDue = minuteAfter(4 + size / 2_000);
    report(`${size} bare BullMQ jobs`, await raw.burst(size, rawDue));
  }
  await raw.close();
  await worker.stop();
}

/** The same for recurring schedules, whose next run is planned as well. */
export async function showCron(oatfin: Oatfin): Promise<void> {
  const worker = await oatfin.startWorker();
  const size = 1_000;
  const dueAt = minuteAfter(5 + size / madePerSecond);
  const { minute, hour, day, month } = wallClock(dueAt);
  await makeSchedules(oatfin, size, { cron: `${minute} ${hour} ${day} ${month} *` });
  report(`${size} cron schedules at one minute, ms late`, await lateness(dueAt, size));
  await worker.stop();
}

async function lateness(dueAt: Date, count: number): Promise<number[]> {
  const deployments = mongoose.model('Deployment').collection;
  const runs = mongoose.model('Run').collection;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt.getTime() - Date.now() + 50)));
  await eventually(
    async () => {
      const there = await runs.countDocuments({ dueAt, state: { $in: ['started', 'skipped'] } });
      if (there < count) throw new Error(`${there} of ${count} started`);
    },
    { timeoutMs: waitMs, intervalMs: 250 },
  );
  const made = await deployments.find({ dueAt }, { projection: { createdAt: 1 } }).toArray();
  const skipped = await runs.find({ dueAt, state: 'skipped' }, { projection: { stateAt: 1 } }).toArray();
  const times = [...made.map((row) => row.createdAt), ...skipped.map((row) => row.stateAt)];
  return times.map((at: unknown) => (at instanceof Date ? at.getTime() - dueAt.getTime() : Number.NaN));
}

function report(name: string, late: number[]): void {
  const sorted = [...late].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  console.log(`${name}: first ${at(0)}, p50 ${at(0.5)}, p99 ${at(0.99)}, last ${at(1)} (${sorted.length})`);
}
