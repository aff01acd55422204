import type { AppRef } from '../..';
import type { Scope } from '../scope';

/** Everything Oatfin makes on an engine carries these; what lacks `oatfin.instance` is never touched. */
export const labels = {
  instance: 'oatfin.instance',
  team: 'oatfin.team',
  app: 'oatfin.app',
  appName: 'oatfin.app-name',
  revision: 'oatfin.revision',
  release: 'oatfin.release',
  container: 'oatfin.container',
  replica: 'oatfin.replica',
  digest: 'oatfin.digest',
  host: 'oatfin.host',
  publicPort: 'oatfin.public-port',
  /** Addresses of all containers of the release, as JSON `{"web.0": "10.208.0.2"}`. */
  addresses: 'oatfin.addresses',
  healthCheck: 'oatfin.health-check',
} as const;

/** The Engine API's filter for everything of one app, of this copy of Oatfin only. */
export function appFilter({ instance }: Scope, { team, app }: AppRef): { label: string[] } {
  return { label: [`${labels.instance}=${instance}`, `${labels.team}=${team}`, `${labels.app}=${app}`] };
}

export const networkName = ({ instance }: Scope, { app }: AppRef): string => `${instance}-${app}`;

/** The same for every call about one replica of one release, so that the engine itself refuses a second one. */
export function containerName(
  { instance }: Scope,
  { app, release }: { app: string; release: string },
  container: string,
  replica: number,
): string {
  return `${instance}-${app}-${release}-${container}-${replica}`;
}
