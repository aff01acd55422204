import { useSession } from '@/session/session';
import { formatInZone, formatRelative, formatUtc } from './format';
import { useNow } from './now';

/** The zone the person wants to see times in. */
export function useTimezone(): string {
  const session = useSession();
  return session.phase === 'ready' ? session.user.timezone : 'UTC';
}

/** A moment relative to now; hovering or a screen reader gives it in the person's zone and in UTC. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  const zone = useTimezone();
  const date = new Date(at);
  return (
    <time dateTime={at} title={`${formatInZone(date, zone)} · ${formatUtc(date)}`}>
      {formatRelative(date, now)}
    </time>
  );
}

/** A moment in the person's zone; hovering gives UTC. */
export function AbsoluteTime({ at }: { at: string }) {
  const zone = useTimezone();
  const date = new Date(at);
  return (
    <time dateTime={at} title={formatUtc(date)}>
      {formatInZone(date, zone)}
    </time>
  );
}
