import type { ToolRun } from '../services/tool';
import { dashboard } from './dashboard';
import { withBuildLock } from './lock';
import { server } from './server';
import { buildWhenChanged } from './stamp';

export { dashboardFolder } from './dashboard';

/** Bundles API, worker and embedded MongoDB, when their sources changed. True when it did. */
export function buildServer({ signal }: Pick<ToolRun, 'signal'>): Promise<boolean> {
  return withBuildLock('server', signal, () => buildWhenChanged(server));
}

/** Builds the dashboard, when its sources changed. True when it did. */
export function buildDashboard(run: ToolRun): Promise<boolean> {
  return withBuildLock('dashboard', run.signal, () => buildWhenChanged(dashboard(run)));
}
