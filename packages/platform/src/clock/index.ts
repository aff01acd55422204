import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** How often the server is asked again; between, the machine's monotonic clock carries on. */
const syncEveryMs = 15_000;
/** From here on somebody should know that a machine's clock is wrong. */
const worthTellingMs = 2_000;
/** A measurement whose round trip took longer says too little. */
const longestRoundTripMs = 250;

/** One clock for every process of an installation. */
export interface Clock {
  now(): Date;
  /** Resolves when the server has been asked once; at once when it could not be. */
  synced: Promise<void>;
  stop(): void;
}

/**
 * A clock that follows Redis' `TIME`, so that all processes agree when a moment has come: a machine whose own clock is
 * wrong, or jumps, starts nothing early or twice. Until Redis has answered, and while it is away, the machine's monotonic
 * clock carries on from what was known last.
 */
export function createClock(redis: Redis, logger: Logger): Clock {
  let base = { at: Date.now(), monotonic: performance.now() };
  let isCompared = false;
  const now = () => base.at + (performance.now() - base.monotonic);
  const sync = async () => {
    const asked = performance.now();
    const [seconds, micros] = await redis.time();
    const answered = performance.now();
    if (isCompared && answered - asked > longestRoundTripMs) return;
    isCompared = true;
    const at = Number(seconds) * 1_000 + Number(micros) / 1_000;
    base = { at, monotonic: (asked + answered) / 2 };
    const skewMs = Math.round(Date.now() - now());
    if (Math.abs(skewMs) > worthTellingMs) logger.warn({ skewMs }, 'the clock of this machine is wrong');
  };
  const syncQuietly = () =>
    sync().catch((error: unknown) => logger.debug({ err: error }, 'clock not compared with redis'));
  const timer = setInterval(syncQuietly, syncEveryMs);
  timer.unref();
  return {
    now: () => new Date(Math.floor(now())),
    synced: syncQuietly(),
    stop: () => clearInterval(timer),
  };
}
