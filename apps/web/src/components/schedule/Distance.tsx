import { formatDistance } from '@/time/format';
import { useNow } from '@/time/now';

/** `in 3 days 4 hours`, kept up to date. */
export function Distance({ at }: { at: string }) {
  return <span className="distance">{formatDistance(new Date(at), useNow())}</span>;
}
