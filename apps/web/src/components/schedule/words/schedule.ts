import type { Schedule } from '@oatfin/contracts';
import { formatDay } from '@/time/format';

/** When it runs next, or ran: null for a recurring one that has no coming run. */
export function momentOf({ nextRunAt, runAt }: Pick<Schedule, 'nextRunAt' | 'runAt'>): string | null {
  return nextRunAt ?? runAt;
}

/** `Once`, or `Every day at 20:00, until Wed 10 Feb 2027`. */
export function recurrenceWords(schedule: Pick<Schedule, 'cron' | 'cronWords' | 'endsAt' | 'maxRuns' | 'timezone'>) {
  const { cron, cronWords, endsAt, maxRuns, timezone } = schedule;
  if (cron === null) return 'Once';
  const until = endsAt ? `, until ${formatDay(new Date(endsAt), timezone)}` : '';
  const times = maxRuns ? `, ${maxRuns === 1 ? 'once' : `${maxRuns} times`}` : '';
  return `${cronSentence(cronWords ?? cron)}${until}${times}`;
}

/** Why it ended as it did, or how often a recurring one has run. Empty when there is nothing to add. */
export function endWords({ cron, runs, reason }: Pick<Schedule, 'cron' | 'runs' | 'reason'>): string {
  const count = cron !== null && runs > 0 ? `ran ${runs === 1 ? 'once' : `${runs} times`}` : '';
  return [reason?.message, count].filter(Boolean).join(' · ');
}

/** The API's words as a person would say them: a bare `At 20:00` is every day. */
export function cronSentence(words: string): string {
  const daily = /^At (\d\d:\d\d( [AP]M)?)$/.exec(words);
  if (daily) return `Every day at ${daily[1]}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
