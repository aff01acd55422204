import { rm } from 'node:fs/promises';
import { runTool, type ToolRun } from '../services/tool';
import { putInPlace } from './put-in-place';
import type { Artefact } from './stamp';

/** Where the built dashboard stands; the API serves this folder. */
export const dashboardFolder = 'apps/web/dist';

/** Where it is built: on the same file system in any case, and never served. */
const freshFolder = `${dashboardFolder}/.fresh`;

/** The dashboard, built by umi. */
export function dashboard(run: ToolRun): Artefact {
  return {
    name: 'dashboard',
    sources: ['apps/web', 'packages/contracts', 'package-lock.json'],
    outputs: [`${dashboardFolder}/index.html`],
    build: async () => {
      await rm(freshFolder, { recursive: true, force: true });
      await runTool(
        {
          name: 'The build of the dashboard',
          command: ['npm', 'run', 'build', '--workspace', 'apps/web'],
          env: { NODE_ENV: 'production', WEB_OUTPUT: 'dist/.fresh' },
        },
        run,
      );
      await putInPlace(freshFolder, dashboardFolder);
    },
  };
}
