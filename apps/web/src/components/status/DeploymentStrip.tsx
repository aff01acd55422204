import type { DeploymentSummary } from '@oatfin/contracts';
import { Link } from 'umi';
import { formatDuration, formatInZone } from '@/time/format';
import { useTimezone } from '@/time/Time';
import { lookOf } from './StatusMark';
import './status.css';

type Shown = Pick<DeploymentSummary, 'id' | 'status' | 'createdAt' | 'startedAt' | 'endedAt'>;

/**
 * The last deployments as bars, oldest first: how each ended by colour and pattern, how long it took by height.
 * With the app's id each leads to its deployment; without, it is one picture with a summary, for lists where every bar
 * would be one tab stop too many.
 */
export function DeploymentStrip({ deployments, app }: { deployments: Shown[]; app?: string }) {
  const zone = useTimezone();
  const longest = Math.max(1, ...deployments.map(durationOf));
  const bars = [...deployments].reverse().map((deployment) => {
    const look = lookOf('deployment', deployment.status);
    const title = `${look.label}, ${formatDuration(durationOf(deployment))}, ${formatInZone(new Date(deployment.createdAt), zone)}`;
    const height = `${30 + 70 * Math.sqrt(durationOf(deployment) / longest)}%`;
    const className = `strip-bar tone-${look.tone}`;
    if (app === undefined) return <span key={deployment.id} className={className} style={{ height }} title={title} />;
    return (
      <Link
        key={deployment.id}
        to={`/apps/${app}/deployments/${deployment.id}`}
        className={className}
        style={{ height }}
        title={title}
        aria-label={title}
      />
    );
  });
  if (app !== undefined) return <div className="strip">{bars}</div>;
  return (
    <div className="strip" role="img" aria-label={summarize(deployments)}>
      {bars}
    </div>
  );
}

/** `last 12 deployments: 9 succeeded, 2 failed, 1 canceled` */
function summarize(deployments: Shown[]): string {
  const counts = new Map<string, number>();
  for (const { status } of deployments) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${lookOf('deployment', status).label.toLowerCase()}`);
  return `Last ${deployments.length} deployments: ${parts.join(', ')}`;
}

function durationOf({ startedAt, endedAt }: Shown): number {
  if (!startedAt) return 0;
  return Math.max(0, (endedAt ? Date.parse(endedAt) : Date.now()) - Date.parse(startedAt));
}
