import type { Schedule } from '@oatfin/contracts';
import { formatDay } from '@/time/format';
import { sayInstants } from './instants';

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
  return [reason && sayInstants(reason.message), count].filter(Boolean).join(' · ');
}

/** The usual times, which the API says by their parts. */
const phrases: [RegExp, string][] = [
  [/^At (\d\d:\d\d)$/, 'Every day at $1'],
  [/^At (\d\d:\d\d), only on (\w+day)$/, 'Every $2 at $1'],
  [/^At (\d\d:\d\d), Monday through Friday$/, 'Monday to Friday at $1'],
  [/^At (\d\d:\d\d), on day (\d+) of the month$/, 'On day $2 of every month at $1'],
];

/** The API's words for a cron expression as a person would say them: a bare `At 20:00` is every day. */
export function cronSentence(words: string): string {
  const [pattern, phrase] = phrases.find(([usual]) => usual.test(words)) ?? [/^/, ''];
  const sentence = words.replace(pattern, phrase);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
