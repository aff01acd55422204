import { formatMinutes } from '@/time/format';

/** What the grace means, in one sentence. */
export function graceWords(minutes: number): string {
  if (minutes <= 0)
    return 'If it cannot start at its minute, it is marked missed, you are told, and nothing runs by itself.';
  const long = formatMinutes(minutes);
  return `If it cannot start at its minute, it still runs up to ${long} late; after that it is marked missed, you are told, and nothing runs by itself.`;
}
