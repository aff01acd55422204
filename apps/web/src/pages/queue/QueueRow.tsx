import type { Deployment } from '@oatfin/contracts';
import { Link } from 'umi';
import type { Queue, QueueEntry } from '@/api/queue';
import { CancelButton } from '@/components/deployment/CancelButton';
import { OverrideButton } from '@/components/deployment/OverrideButton';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { triggerWords } from '@/components/status/words';
import { formatInZone, formatMinutes } from '@/time/format';
import { useNow } from '@/time/now';
import { useTimezone } from '@/time/Time';
import { Why } from './Why';

/** One deployment that has not ended: what it is, what it does or waits for, and what can be done about it. */
export function QueueRow({ entry, queue }: { entry: QueueEntry; queue: Queue }) {
  const { deployment, position } = entry;
  return (
    <li className="queue-row">
      <span className="queue-place">
        {position === null ? (
          <StatusGlyph look={lookOf('deployment', deployment.status)} size={22} />
        ) : (
          <>
            <span className="visually-hidden">Place </span>
            {position}
          </>
        )}
      </span>
      <div className="queue-name">
        <Link to={`/apps/${deployment.app}/deployments/${deployment.id}`} title={deployment.appName}>
          {deployment.appName}
        </Link>
        <Facts deployment={deployment} />
      </div>
      <div className="queue-why">
        <Why entry={entry} queue={queue} />
      </div>
      <div className="row queue-actions">
        <OverrideButton deployment={deployment} isInList />
        <CancelButton deployment={deployment} isInList />
      </div>
    </li>
  );
}

function Facts({ deployment }: { deployment: Deployment }) {
  const { status, revision, trigger, schedule, createdBy, startedAt, createdAt } = deployment;
  return (
    <p className="muted queue-facts">
      {revision === null ? 'New revision' : `Revision ${revision}`}
      {' · '}
      {schedule ? <Link to={`/schedules/${schedule}`}>{triggerWords(trigger)}</Link> : triggerWords(trigger)}
      {createdBy ? ` · ${createdBy}` : ''}
      {' · '}
      <Since
        at={startedAt ?? createdAt}
        verb={status === 'running' ? 'running' : status === 'blocked' ? 'held' : 'waiting'}
      />
    </p>
  );
}

/** `waiting for 3 minutes`; hovering says since when. */
function Since({ at, verb }: { at: string; verb: string }) {
  const minutes = Math.floor((useNow().getTime() - Date.parse(at)) / 60_000);
  return (
    <time dateTime={at} title={formatInZone(new Date(at), useTimezone())}>
      {verb} for {minutes < 1 ? 'less than a minute' : formatMinutes(minutes)}
    </time>
  );
}
