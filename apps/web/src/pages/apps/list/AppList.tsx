import type { App, Deployment } from '@oatfin/contracts';
import { useMemo } from 'react';
import { useRecentDeployments } from '@/api/deployments';
import { AppRow } from './AppRow';
import './list.css';

/** One row per app, with the strip of its last deployments. */
export function AppList({ apps }: { apps: App[] }) {
  const recent = useRecentDeployments(null, 200);
  const byApp = useMemo(() => groupByApp(recent.data ?? []), [recent.data]);
  return (
    <ul className="app-list">
      <li className="app-row app-row-heads" aria-hidden="true">
        <span>App</span>
        <span>Status</span>
        <span>Address</span>
        <span>Deployments</span>
        <span>Last deployment</span>
      </li>
      {apps.map((app) => (
        <AppRow key={app.id} app={app} deployments={byApp.get(app.id) ?? []} />
      ))}
    </ul>
  );
}

const shown = 12;

function groupByApp(deployments: Deployment[]): Map<string, Deployment[]> {
  const groups = new Map<string, Deployment[]>();
  for (const deployment of deployments) {
    const group = groups.get(deployment.app) ?? [];
    if (group.length < shown) group.push(deployment);
    groups.set(deployment.app, group);
  }
  return groups;
}
