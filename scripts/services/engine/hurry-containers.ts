import { z } from 'zod';
import { isAlive } from '../stale';
import { getFromEngine } from './engine-socket';

const graceSeconds = 3;

const Listed = z.array(z.object({ Id: z.string() }));
const Inspected = z.object({ State: z.object({ Pid: z.number() }) });

/**
 * An engine that ends gives every container ten seconds to end by itself, which many do not. This ends those that still
 * run after three, without the engine's doing: for it they ran until it ended, so they come back with it.
 * Never throws: an engine that does not answer has no say any more.
 */
export async function hurryContainers(socketPath: string): Promise<void> {
  const pids = await runningPids(socketPath).catch(() => []);
  const timer = setTimeout(() => {
    for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
  }, graceSeconds * 1_000);
  timer.unref();
}

async function runningPids(socketPath: string): Promise<number[]> {
  const get = async (path: string): Promise<unknown> => JSON.parse(await getFromEngine({ socketPath }, path));
  const containers = Listed.parse(await get('/containers/json'));
  const inspected = await Promise.all(containers.map(({ Id }) => get(`/containers/${Id}/json`)));
  return inspected.map((container) => Inspected.parse(container).State.Pid).filter((pid) => pid > 1);
}
