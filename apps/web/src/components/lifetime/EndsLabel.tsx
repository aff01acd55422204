import { useNow } from '@/time/now';
import { RelativeTime } from '@/time/Time';

/** When a temporary app ends, or that it has. */
export function EndsLabel({ at }: { at: string }) {
  const hasEnded = Date.parse(at) <= useNow().getTime();
  return (
    <span className="label label-warn">
      {hasEnded ? 'ended' : 'ends'} <RelativeTime at={at} />
    </span>
  );
}
