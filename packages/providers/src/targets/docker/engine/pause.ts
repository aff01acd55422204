import { setTimeout as delay } from 'node:timers/promises';

/** Waits; an abort ends it at once with the signal's own reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
}
