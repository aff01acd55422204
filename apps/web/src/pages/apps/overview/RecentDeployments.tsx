import type { App } from '@oatfin/contracts';
import { Link } from 'umi';
import { useRecentDeployments } from '@/api/deployments';
import { ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { DeploymentStrip } from '@/components/status/DeploymentStrip';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { RelativeTime } from '@/time/Time';

/** The last deployments as a picture, and the newest in words. */
export function RecentDeployments({ app }: { app: App }) {
  const recent = useRecentDeployments(app.id, 20);
  return (
    <section className="panel stack" aria-label="Last deployments">
      <div className="spread">
        <h2>Last deployments</h2>
        <Link to={`/apps/${app.id}/deployments`}>All</Link>
      </div>
      {recent.isPending ? <LoadingBlocks heights={[56]} label="Loading deployments" /> : null}
      {recent.isError && !recent.data ? (
        <ErrorState what="They" error={recent.error} retry={() => recent.refetch()} />
      ) : null}
      {recent.data?.length === 0 ? <p className="muted">None yet.</p> : null}
      {recent.data && recent.data.length > 0 ? (
        <>
          <div className="recent-strip">
            <DeploymentStrip deployments={recent.data} app={app.id} />
          </div>
          <ol className="recent-list">
            {recent.data.slice(0, 4).map((deployment) => (
              <li key={deployment.id}>
                <Link to={`/apps/${app.id}/deployments/${deployment.id}`}>
                  <StatusGlyph look={lookOf('deployment', deployment.status)} />
                  <span>
                    {lookOf('deployment', deployment.status).label}
                    {deployment.revision === null ? '' : `, revision ${deployment.revision}`}
                  </span>
                  <span className="muted">
                    <RelativeTime at={deployment.createdAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}
