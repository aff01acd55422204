import { runTool, type ToolRun } from '../services/tool';
import type { Artefact } from './stamp';

/** Where the built dashboard stands; the API serves this folder. */
export const dashboardFolder = 'apps/web/dist';

/** The dashboard, built by umi. */
export function dashboard(run: ToolRun): Artefact {
  return {
    name: 'dashboard',
    sources: ['apps/web', 'packages/contracts', 'package-lock.json'],
    outputs: [`${dashboardFolder}/index.html`],
    build: () =>
      runTool(
        {
          name: 'The build of the dashboard',
          command: ['npm', 'run', 'build', '--workspace', 'apps/web'],
          env: { NODE_ENV: 'production' },
        },
        run,
      ),
  };
}
