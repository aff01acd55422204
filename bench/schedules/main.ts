/**
 * Schedules against a producer and a worker of bare BullMQ (no database) on the same Redis, in one run: how late they start
 * when many are due at one instant, and how fast they are made, canceled and put back into an emptied Redis. Writes to
 * MongoDB wait for the disk.
 *
 *   npx tsx bench/schedules/main.ts [burst] [cron] [rates] [reconcile] [crash]     SIZES=100,1000,10000 PENDING=100000
 */
import { showBursts, showCron } from './burst';
import { showCrash } from './crash';
import { openOatfin } from './oatfin';
import { showRates } from './rates';
import { showReconciling } from './reconcile';

const parts = { rates: showRates, burst: showBursts, cron: showCron, crash: showCrash, reconcile: showReconciling };

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const oatfin = await openOatfin();
  try {
    for (const [name, show] of Object.entries(parts)) {
      if (wanted.length === 0 || wanted.includes(name)) await show(oatfin);
    }
  } finally {
    await oatfin.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
