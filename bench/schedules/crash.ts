import { eventually } from '@oatfin/testkit/eventually';
import mongoose from 'mongoose';
import { makeSchedules, minuteAfter, type Oatfin, wallClock } from './oatfin';

const rounds = Number(process.env.ROUNDS ?? 3);

/** Seconds from the death of the worker that claimed a run until another has made its deployment. */
export async function showCrash(oatfin: Oatfin): Promise<void> {
  const worker = await oatfin.startWorker();
  const runs = mongoose.model('Run').collection;
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await makeSchedules(oatfin, 1, { at: wallClock(minuteAfter(3_600)) });
    const run = await runs.findOne({ state: 'pending' }, { sort: { _id: -1 } });
    if (!run) throw new Error('the schedule has no run');
    // What a worker leaves that is killed between claiming and making the deployment.
    const diedAt = new Date();
    await runs.updateOne({ _id: run._id }, { $set: { state: 'starting', stateAt: diedAt, claim: 'dead' } });
    const deployments = mongoose.model('Deployment').collection;
    await eventually(
      async () => {
        if (!(await deployments.findOne({ _id: run._id }))) throw new Error('not taken over');
      },
      { timeoutMs: 60_000, intervalMs: 100 },
    );
    took.push((Date.now() - diedAt.getTime()) / 1_000);
  }
  console.log(
    `worker dead after its claim: taken over after ${took.map((seconds) => seconds.toFixed(1)).join(', ')} s`,
  );
  await worker.stop();
}
