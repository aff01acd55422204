import type { Deployment } from '@oatfin/contracts';
import { Link } from 'umi';
import { type FreezeDetails, useFreezes } from '@/api/freezes';
import { AbsoluteTime, RelativeTime } from '@/time/Time';

/** Which freeze holds a deployment and until when, for the reader; in the API's words when the freeze is not known here. */
export function HeldByFreeze({ reason }: { reason: Deployment['reason'] }) {
  const freezes = useFreezes();
  const freeze = findHolding(freezes.data ?? [], reason?.message ?? '');
  if (!freeze?.endsAt) return <span>{reason?.message ?? 'Held by a freeze.'}</span>;
  return (
    <span>
      Held by the freeze <Link to="/freezes">{freeze.name}</Link> until <AbsoluteTime at={freeze.endsAt} />{' '}
      <span className="muted">
        (<RelativeTime at={freeze.endsAt} />)
      </span>
    </span>
  );
}

function findHolding(freezes: FreezeDetails[], sentence: string): FreezeDetails | undefined {
  return freezes.find(({ isActive, name }) => isActive && sentence.includes(`“${name}”`));
}
