import type { App } from '@oatfin/contracts';
import { Link } from 'umi';
import { EndsLabel } from '@/components/lifetime/EndsLabel';
import { Address } from '@/components/status/Address';
import { DeploymentStrip } from '@/components/status/DeploymentStrip';
import { lookOf, StatusGlyph, StatusMark } from '@/components/status/StatusMark';
import { RelativeTime } from '@/time/Time';

/** What one app is, how it does, where it answers, and how its last deployments went. */
export function AppRow({ app }: { app: App }) {
  const [first, ...others] = app.containers;
  return (
    <li className="app-row">
      <div className="app-row-name">
        <Link to={`/apps/${app.id}/overview`} className="app-link" title={app.name}>
          {app.name}
        </Link>
        <div className="app-row-facts">
          <span className="label" title={app.environment}>
            {app.environment}
          </span>
          {app.expiresAt ? <EndsLabel at={app.expiresAt} /> : null}
          <span className="muted mono app-row-image" title={first?.image}>
            {first?.image}
            {others.length > 0 ? ` + ${others.length} more` : ''}
          </span>
        </div>
      </div>
      <div className="app-row-status">
        <StatusMark kind="app" status={app.status} />
      </div>
      <div className="app-row-address">
        <Address address={app.address} isServing={app.currentRevision !== null} />
      </div>
      <div className="app-row-strip">
        {app.recentDeployments.length > 0 ? <DeploymentStrip deployments={app.recentDeployments} /> : null}
      </div>
      <div className="app-row-last">
        <LastDeployment app={app} />
      </div>
    </li>
  );
}

function LastDeployment({ app }: { app: App }) {
  const last = app.lastDeployment;
  if (!last) return <span className="muted">Not deployed yet</span>;
  const look = lookOf('deployment', last.status);
  return (
    <Link to={`/apps/${app.id}/deployments/${last.id}`} className="last-deployment">
      <StatusGlyph look={look} />
      <span>
        {look.label}
        <span className="muted">
          <RelativeTime at={last.endedAt ?? last.createdAt} />
        </span>
      </span>
    </Link>
  );
}
