import { setTimeout as delay } from 'node:timers/promises';
import { type LiveProgram, lastLines, logFile, type Program, startProgram } from './program';

/** A program that is to run all the time. */
export interface Service extends Program {
  /** Resolves when it serves, rejects while it does not yet. */
  ready: () => Promise<void>;
  /** Default 30 seconds. */
  timeoutMs?: number;
  /** Called just before it is asked to end. */
  beforeStop?: () => Promise<void>;
}

/** Runs the parts of Oatfin: starts them, starts one that dies again, stops them in reverse. */
export interface Supervisor {
  readonly dataDir: string;
  /** Aborted as soon as everything is to stop: nothing new starts then. */
  readonly signal: AbortSignal;
  /** Starts a service and resolves when it is ready. Throws with its last lines when it ends first, or is too slow. */
  run(service: Service): Promise<void>;
  /** Stops every service, in the order of these names, then the others; resolves when all are gone. */
  stop(order: string[]): Promise<void>;
}

interface Running {
  service: Service;
  live: LiveProgram;
  isStopping: boolean;
}

const deathsPerMinute = 5;

/** `onFailure` gets a sentence when a service died so often that starting it again makes no sense. */
export function createSupervisor(
  dataDir: string,
  signal: AbortSignal,
  onFailure: (sentence: string) => void,
): Supervisor {
  const services = new Map<string, Running>();
  const start = async (service: Service): Promise<Running> => {
    signal.throwIfAborted();
    const running = { service, live: await startProgram(dataDir, service), isStopping: false };
    services.set(service.name, running);
    // A stop that came while the program was being started has not seen it.
    if (signal.aborted) running.live.stop();
    return running;
  };
  const watch = async (service: Service, first: Running): Promise<void> => {
    const deaths: number[] = [];
    for (let running = first; ; running = await start(service)) {
      await running.live.ended;
      if (running.isStopping || signal.aborted) return;
      const now = Date.now();
      deaths.push(now);
      const recent = deaths.filter((at) => at > now - 60_000).length;
      if (recent >= deathsPerMinute) return onFailure(failure(dataDir, service, `ended ${recent} times in a minute`));
      await delay(Math.min(100 * 2 ** recent, 5_000));
    }
  };
  return {
    dataDir,
    signal,
    run: async (service) => {
      const running = await start(service);
      await untilReady(dataDir, service, running, signal);
      watch(service, running).catch((error) => {
        if (!signal.aborted) onFailure(String(error));
      });
    },
    stop: async (order) => {
      const stop = async (name: string) => {
        const running = services.get(name);
        if (running === undefined) return;
        running.isStopping = true;
        await running.service.beforeStop?.();
        await running.live.stop();
      };
      for (const name of order) await stop(name);
      await Promise.all([...services.keys()].map(stop));
    },
  };
}

async function untilReady(dataDir: string, service: Service, running: Running, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + (service.timeoutMs ?? 30_000);
  let hasEnded = false;
  running.live.ended.then(() => {
    hasEnded = true;
  });
  for (;;) {
    signal.throwIfAborted();
    if (hasEnded) throw new Error(failure(dataDir, service, 'ended before it was ready'));
    try {
      await service.ready();
      if (!hasEnded) return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (Date.now() > deadline) throw new Error(failure(dataDir, service, `was not ready in time (${reason})`));
    }
    await delay(50);
  }
}

function failure(dataDir: string, { name }: Service, what: string): string {
  return `${name} ${what}. Its last lines, from ${logFile(dataDir, name)}:\n${lastLines(dataDir, name)}`;
}
