import type { App } from '@oatfin/contracts';
import { hasEnded } from '@/api/deployments';
import { CancelButton } from '@/components/deployment/CancelButton';
import { StatusMark } from '@/components/status/StatusMark';
import { triggerWords } from '@/components/status/words';
import { formatDuration } from '@/time/format';
import { useNow } from '@/time/now';
import { RelativeTime } from '@/time/Time';
import type { LiveDeployment } from '../live';

import { RollbackButton } from './RollbackButton';

/** What is deployed, since when, why, and the way to stop it or to take it back. */
export function DeploymentHead({ deployment, app }: { deployment: LiveDeployment; app: App | undefined }) {
  return (
    <header className="spread">
      <div className="stack deployment-title">
        <div className="row">
          <h1>{deployment.revision === null ? 'New revision' : `Revision ${deployment.revision}`}</h1>
          <span role="status" aria-live="polite">
            <StatusMark kind="deployment" status={deployment.status} />
          </span>
        </div>
        <p className="muted">
          {triggerWords(deployment.trigger)}
          {deployment.createdBy ? ` · ${deployment.createdBy}` : ''} · <RelativeTime at={deployment.createdAt} />
          <Elapsed deployment={deployment} />
        </p>
      </div>
      <div className="row">
        <CancelButton deployment={deployment} />
        {app ? <RollbackButton deployment={deployment} app={app} /> : null}
      </div>
    </header>
  );
}

function Elapsed({ deployment: { startedAt, endedAt, status } }: { deployment: LiveDeployment }) {
  const isOver = hasEnded(status);
  const now = useNow(isOver ? null : 1_000);
  if (!startedAt) return null;
  const end = endedAt ? Date.parse(endedAt) : now.getTime();
  if (isOver && !endedAt) return null;
  return (
    <>
      {' · '}
      {isOver ? 'took ' : 'for '}
      {formatDuration(end - Date.parse(startedAt))}
    </>
  );
}
