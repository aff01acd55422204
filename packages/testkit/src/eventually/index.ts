import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** How long it may take; default 5 seconds. */
  timeoutMs?: number;
  /** Pause between two tries; default 25 ms. */
  intervalMs?: number;
}

/**
 * Tries `attempt` again and again until it resolves, and gives what it resolved to.
 * After `timeoutMs` it throws what the last try threw; a try that hangs is cut off then too.
 */
export async function eventually<T>(attempt: () => Promise<T> | T, options: EventuallyOptions = {}): Promise<T> {
  const { timeoutMs = 5_000, intervalMs = 25 } = options;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await within(deadline - Date.now(), timeoutMs, attempt);
    } catch (error) {
      if (Date.now() + intervalMs >= deadline) throw error;
    }
    await delay(intervalMs);
  }
}

async function within<T>(leftMs: number, timeoutMs: number, attempt: () => Promise<T> | T): Promise<T> {
  const timer = new AbortController();
  const late = delay(Math.max(leftMs, 0), undefined, { signal: timer.signal }).then(() => {
    throw new Error(`still not so after ${timeoutMs} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([Promise.resolve().then(attempt), late]);
  } finally {
    timer.abort();
  }
}
