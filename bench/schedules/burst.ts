import { eventually } from '@oatfin/testkit/eventually';
import mongoose from 'mongoose';
import { makeSchedules, minuteAfter, type Oatfin, wallClock } from './oatfin';
import { openRaw } from './raw';

const sizes = (process.env.SIZES ?? '100,1000,10000').split(',').map(Number);
/** Due first, and not shown: the engines of all processes compile what they use. */
const warmUp = 1_000;
/** A careful guess of how many schedules are made a second: they must be there before they are due. */
const madePerSecond = 150;
const waitMs = 120_000;

/** How late one-off schedules start that are due at one instant, ours and bare BullMQ's. */
export async function showBursts(oatfin: Oatfin): Promise<void> {
  const worker = await oatfin.startWorker();
  const raw = openRaw(oatfin.redisUrl);
  await warm(oatfin);
  for (const size of sizes) {
    const dueAt = minuteAfter(5 + size / madePerSecond);
    await makeSchedules(oatfin, size, { at: wallClock(dueAt) });
    const { claimed, made } = await lateness(dueAt, size);
    report(`${size} one-offs at one instant: claimed, ms late`, claimed);
    report(`${size} one-offs at one instant: deployments made`, made);
    const rawDue = minuteAfter(4 + size / 2_000);
    report(`${size} bare BullMQ jobs`, await raw.burst(size, rawDue));
  }
  await raw.close();
  await worker.stop();
}

async function warm(oatfin: Oatfin): Promise<void> {
  const dueAt = minuteAfter(5 + warmUp / madePerSecond);
  await makeSchedules(oatfin, warmUp, { at: wallClock(dueAt) });
  await lateness(dueAt, warmUp);
}

/** The same for recurring schedules, whose next run is planned as well. */
export async function showCron(oatfin: Oatfin): Promise<void> {
  const worker = await oatfin.startWorker();
  await warm(oatfin);
  const size = 1_000;
  const dueAt = minuteAfter(5 + size / madePerSecond);
  const { minute, hour, day, month } = wallClock(dueAt);
  await makeSchedules(oatfin, size, { cron: `${minute} ${hour} ${day} ${month} *` });
  const { claimed, made } = await lateness(dueAt, size);
  report(`${size} cron schedules at one minute: claimed, ms late`, claimed);
  report(`${size} cron schedules at one minute: deployments made`, made);
  await worker.stop();
}

/** By how many milliseconds the runs were claimed late (that stands in MongoDB), and their deployments made. */
async function lateness(dueAt: Date, count: number): Promise<{ claimed: number[]; made: number[] }> {
  const deployments = mongoose.model('Deployment').collection;
  const runs = mongoose.model('Run').collection;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt.getTime() - Date.now() + 50)));
  await eventually(
    async () => {
      const there = await runs.countDocuments({ dueAt, state: { $in: ['started', 'settled', 'skipped'] } });
      if (there < count) throw new Error(`${there} of ${count} started`);
    },
    { timeoutMs: waitMs, intervalMs: 250 },
  );
  const claimed = await runs.find({ dueAt }, { projection: { stateAt: 1 } }).toArray();
  const made = await deployments.find({ dueAt }, { projection: { createdAt: 1 } }).toArray();
  const late = (at: unknown) => (at instanceof Date ? at.getTime() - dueAt.getTime() : Number.NaN);
  return { claimed: claimed.map((row) => late(row.stateAt)), made: made.map((row) => late(row.createdAt)) };
}

function report(name: string, late: number[]): void {
  const sorted = [...late].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  console.log(`${name}: first ${at(0)}, p50 ${at(0.5)}, p99 ${at(0.99)}, last ${at(1)} (${sorted.length})`);
}
