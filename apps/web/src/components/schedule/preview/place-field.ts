import type { NamePath } from '@/api/field-errors';

const direct = new Set(['app', 'timezone', 'cron', 'fold', 'maxRuns', 'deploy', 'notAfterMinutes', 'skipIfCurrent']);

/** Where a fault of the API stands in the schedule form: all of `at` is one minute there, `endsAt` a day. */
export function placeInScheduleForm(path: string): NamePath | null {
  const first = path.split('.')[0] ?? '';
  if (first === 'at') return ['at'];
  if (first === 'endsAt') return ['endsOn'];
  return direct.has(first) ? [first] : null;
}
