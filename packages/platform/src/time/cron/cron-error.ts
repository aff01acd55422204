/** A cron pattern that is refused. The message is a sentence for the person who wrote it, and names the faulty field. */
export class CronError extends Error {
  override name = 'CronError';
}
