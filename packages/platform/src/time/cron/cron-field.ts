import { CronError } from './cron-error';

/** One of the five fields of a pattern. `names` stand for the values from `first` on. */
export interface CronField {
  label: string;
  first: number;
  last: number;
  names: string[];
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** As crontab(5) has them. Sunday is both 0 and 7. */
export const cronFields = {
  minute: { label: 'minute', first: 0, last: 59, names: [] },
  hour: { label: 'hour', first: 0, last: 23, names: [] },
  dayOfMonth: { label: 'day-of-month', first: 1, last: 31, names: [] },
  month: { label: 'month', first: 1, last: 12, names: months },
  dayOfWeek: { label: 'day-of-week', first: 0, last: 7, names: weekdays },
} satisfies Record<string, CronField>;

/**
 * The values a field allows, ascending, each once; null when the field is open: a star, alone or with a step of 1.
 * Accepted is what crontab(5) has: lists of values, names and ranges, and steps through a range or a star. Refused is what
 * programs read in different ways: a step after a single value, a range that runs backwards, `?`, `L`, `W`, `#`.
 * Throws a `CronError`.
 */
export function valuesOf(field: CronField, text: string): number[] | null {
  if (text === '*' || text === '*/1') return null;
  const values = text.split(',').flatMap((item) => valuesOfItem(field, text, item));
  return [...new Set(values.map((value) => withSundayAsZero(field, value)))].sort((a, b) => a - b);
}

function valuesOfItem(field: CronField, text: string, item: string): number[] {
  const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\w+))?$/.exec(item) ?? [];
  if (from === undefined) throw refusal(field, text, item, 'is neither a value, a range nor a star with a step');
  if (from === '*' && (to !== undefined || step === undefined)) {
    throw refusal(field, text, item, 'must stand alone or have a step');
  }
  const first = from === '*' ? field.first : parseValue(field, text, from);
  const last = from === '*' ? endOf(field) : to === undefined ? first : parseValue(field, text, to);
  if (from !== '*' && to === undefined && step !== undefined) {
    throw refusal(field, text, item, `has a step but no range: write "${from}-${endOf(field)}/${step}"`);
  }
  if (first > last) {
    throw refusal(field, text, item, `runs backwards: write "${from}-${endOf(field)},${field.first}-${to}"`);
  }
  return stepThrough(first, last, step === undefined ? 1 : parseStep(field, text, step));
}

function parseValue(field: CronField, text: string, word: string): number {
  const named = field.names.indexOf(word.toUpperCase());
  if (named >= 0) return named + field.first;
  const value = parseNumber(word);
  if (value >= field.first && value <= field.last) return value;
  const names = field.names.length > 0 ? ` or ${field.names.at(0)} to ${field.names.at(-1)}` : '';
  throw refusal(field, text, word, `must be ${field.first} to ${field.last}${names}`);
}

function parseStep(field: CronField, text: string, word: string): number {
  const step = parseNumber(word);
  if (step >= 1 && step <= endOf(field)) return step;
  throw refusal(field, text, `/${word}`, `must be a step of 1 to ${endOf(field)}`);
}

function parseNumber(word: string): number {
  return /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
}

/** The last value of a star: for the day of the week it is Saturday, since 7 is Sunday over again. */
function endOf(field: CronField): number {
  return field === cronFields.dayOfWeek ? 6 : field.last;
}

function withSundayAsZero(field: CronField, value: number): number {
  return field === cronFields.dayOfWeek ? value % 7 : value;
}

function stepThrough(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

function refusal(field: CronField, text: string, part: string, fault: string): CronError {
  const subject = `The ${field.label} field "${text}"`;
  return new CronError(part === text ? `${subject} ${fault}.` : `${subject} is wrong: "${part}" ${fault}.`);
}
