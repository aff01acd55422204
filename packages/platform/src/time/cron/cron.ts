import { toString as describe } from 'cronstrue';
import { CronError } from './cron-error';
import { cronFields, valuesOf } from './cron-field';

/** A pattern that can be planned. */
export interface Cron {
  /** The five fields as given, with single spaces: what is stored, and what `parseCron` takes again. */
  expression: string;
  /** English, 24-hour clock: `At 08:00, only on Monday`. */
  words: string;
}

/** What a pattern allows, each ascending; null for an open field. Sunday is 0. */
export interface CronValues {
  minute: number[] | null;
  hour: number[] | null;
  dayOfMonth: number[] | null;
  month: number[] | null;
  dayOfWeek: number[] | null;
}

const expansions: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Every value of every field written out comes to less. */
const longestExpression = 500;
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a pattern of five fields (minute, hour, day of month, month, day of week), as crontab(5) has them. When both kinds
 * of day are given, a day that matches either is meant, and the words say so.
 * Throws a `CronError`, also for dates that no year has, such as 30 February.
 */
export function parseCron(expression: string): Cron {
  const fields = fieldsOf(expression);
  const values = parseFields(fields);
  refuseImpossibleDates(values, fields);
  const normalised = fields.join(' ');
  return { expression: normalised, words: wordsFor(normalised, values) };
}

/** What the pattern allows, field by field. Throws a `CronError`. */
export function cronValuesOf(cron: Cron): CronValues {
  return parseFields(fieldsOf(cron.expression));
}

type Fields = [minute: string, hour: string, dayOfMonth: string, month: string, dayOfWeek: string];

function fieldsOf(expression: string): Fields {
  const text = expression.trim();
  if (text.length > longestExpression) throw new CronError('The cron pattern is too long to be meant.');
  const expansion = Object.entries(expansions).find(([macro]) => macro === text.toLowerCase())?.[1];
  if (expansion) throw new CronError(`Write "${expansion}" for "${text}".`);
  const fields = text === '' ? [] : text.split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (fields.length !== 5 || !minute || !hour || !dayOfMonth || !month || !dayOfWeek) {
    throw new CronError(
      `A cron pattern has five fields (minute, hour, day of month, month, day of week); this one has ${fields.length}.`,
    );
  }
  return [minute, hour, dayOfMonth, month, dayOfWeek];
}

function parseFields([minute, hour, dayOfMonth, month, dayOfWeek]: Fields): CronValues {
  return {
    minute: valuesOf(cronFields.minute, minute),
    hour: valuesOf(cronFields.hour, hour),
    dayOfMonth: valuesOf(cronFields.dayOfMonth, dayOfMonth),
    month: valuesOf(cronFields.month, month),
    dayOfWeek: valuesOf(cronFields.dayOfWeek, dayOfWeek),
  };
}

function refuseImpossibleDates({ dayOfMonth, month, dayOfWeek }: CronValues, [, , dayText, monthText]: Fields): void {
  if (!dayOfMonth || !month || dayOfWeek) return;
  const longest = Math.max(...month.map((number) => longestMonths[number - 1] ?? 0));
  if (Math.min(...dayOfMonth) <= longest) return;
  throw new CronError(
    `The day-of-month field "${dayText}" names a day that the month field "${monthText}" never has: it would never run.`,
  );
}

function wordsFor(expression: string, { dayOfMonth, dayOfWeek }: CronValues): string {
  const words = describe(expression, { use24HourTimeFormat: true });
  return dayOfMonth && dayOfWeek ? `${words} (on days that match either)` : words;
}
