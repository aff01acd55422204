import { Fragment } from 'react';
import { Link } from 'umi';
import type { Queue, QueueEntry } from '@/api/queue';
import { HeldByFreeze } from '@/components/deployment/HeldByFreeze';
import { WaitsFor } from '@/components/deployment/WaitsFor';
import { awaitedBy } from '@/components/deployment/waiting';
import { AbsoluteTime } from '@/time/Time';
import { whyItWaits } from './explanation';
import { StepProgress } from './StepProgress';

/** What a deployment does just now, or why it does nothing. */
export function Why({ entry, queue }: { entry: QueueEntry; queue: Queue }) {
  if (entry.deployment.status === 'running') return <StepProgress deployment={entry.deployment} />;
  if (entry.deployment.status === 'blocked') return <WhyBlocked entry={entry} queue={queue} />;
  return (
    <p>
      {whyItWaits(entry, queue).map((part) =>
        typeof part === 'string' ? (
          <Fragment key={part}>{part}</Fragment>
        ) : (
          <Link key={part.to} to={part.to}>
            {part.text}
          </Link>
        ),
      )}
    </p>
  );
}

function WhyBlocked({ entry, queue }: { entry: QueueEntry; queue: Queue }) {
  const { deployment, reason, explanation } = entry;
  const awaited = reason === 'dependency' ? awaitedBy(deployment, queue) : [];
  return (
    <>
      {reason === 'freeze' ? <HeldByFreeze reason={deployment.reason} /> : null}
      {awaited.length > 0 ? (
        <div className="queue-waits">
          <span>Waits for</span>
          <WaitsFor awaited={awaited} />
        </div>
      ) : null}
      {reason !== 'freeze' && awaited.length === 0 ? <p>{explanation}</p> : null}
      {deployment.notAfter ? (
        <p className="muted queue-limit">
          Fails if it cannot start by <AbsoluteTime at={deployment.notAfter} />
        </p>
      ) : null}
    </>
  );
}
