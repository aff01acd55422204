import type { Logger } from 'pino';

/** A hint that takes longer is left to its own devices; it may still arrive, which is harmless. */
const patienceMs = 2_000;

/**
 * Gives a hint to other processes over Redis. MongoDB is the truth, so a hint that is lost (Redis is away) costs time,
 * not work: it is logged, the caller goes on, and a sweep or a second look finds what was meant. Never throws, and never
 * takes longer than 2 seconds.
 */
export async function hint(logger: Logger, what: string, give: () => Promise<unknown>): Promise<void> {
  const given = give();
  try {
    await within(given);
  } catch (error) {
    given.catch((late: unknown) => logger.debug({ err: late, hint: what }, 'hint lost after all'));
    logger.warn({ err: error, hint: what }, 'hint lost: left to the sweep');
  }
}

async function within(given: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time.')), patienceMs);
  });
  try {
    await Promise.race([given, late]);
  } finally {
    clearTimeout(timer);
  }
}
