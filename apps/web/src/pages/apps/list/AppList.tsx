import type { App } from '@oatfin/contracts';
import { AppRow } from './AppRow';
import './list.css';

/** One row per app, with the strip of its last deployments. */
export function AppList({ apps }: { apps: App[] }) {
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
        <AppRow key={app.id} app={app} />
      ))}
    </ul>
  );
}
