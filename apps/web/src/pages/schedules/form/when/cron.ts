/** The kinds of recurrence that have fields of their own; all others are `custom`. */
export type Repeat = 'hourly' | 'daily' | 'weekdays' | 'weekly' | 'monthly' | 'custom';

export interface CronParts {
  repeat: Repeat;
  hour: number;
  minute: number;
  /** 0 is Sunday. */
  weekday: number;
  date: number;
}

const defaults: Omit<CronParts, 'repeat'> = { hour: 20, minute: 0, weekday: 1, date: 1 };

/** An expression as the fields show it; `custom` when none of them says it. */
export function readCron(expression: string): CronParts {
  const fields = expression.trim().split(/\s+/);
  const [minute, hour, date, month, weekday] = fields.map(toNumber);
  const [, , dateText, , weekdayText] = fields;
  const parts = { ...defaults, minute: minute ?? defaults.minute, hour: hour ?? defaults.hour };
  const custom: CronParts = { ...parts, repeat: 'custom' };
  if (fields.length !== 5 || minute === undefined || month !== undefined || fields[3] !== '*') return custom;
  const isAnyDate = dateText === '*';
  if (fields[1] === '*') return isAnyDate && weekdayText === '*' ? { ...parts, repeat: 'hourly' } : custom;
  if (hour === undefined) return custom;
  if (!isAnyDate) return date !== undefined && weekdayText === '*' ? { ...parts, repeat: 'monthly', date } : custom;
  if (weekdayText === '*') return { ...parts, repeat: 'daily' };
  if (weekdayText === '1-5') return { ...parts, repeat: 'weekdays' };
  return weekday === undefined ? custom : { ...parts, repeat: 'weekly', weekday: weekday % 7 };
}

/** The expression that the fields say. */
export function writeCron({ repeat, hour, minute, weekday, date }: CronParts): string {
  if (repeat === 'hourly') return `${minute} * * * *`;
  if (repeat === 'monthly') return `${minute} ${hour} ${date} * *`;
  const days = { daily: '*', custom: '*', weekdays: '1-5', weekly: String(weekday) }[repeat];
  return `${minute} ${hour} * * ${days}`;
}

function toNumber(field: string): number | undefined {
  return /^\d+$/.test(field) ? Number(field) : undefined;
}
