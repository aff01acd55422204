import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@oatfin/platform/errors';
import type { Admin } from './admin';
import {
  appRoutes,
  type CaddyConfig,
  type CaddyFeatures,
  type CaddyRoute,
  edgeServer,
  featuresOf,
  generationOf,
  shutdownDelay,
} from './edge.config';

/** Given the apps' routes as they are, gives them as they should be. Asked again when somebody else changed them. */
export type RoutesEdit = (routes: CaddyRoute[], features: CaddyFeatures) => Promise<CaddyRoute[]>;

/** Every lost race means that somebody else's change went through. */
const mostAttempts = 50;

/**
 * Changes the routes of one edge port in a Caddy that others may change at the same time: read, edit, write back with
 * `If-Match` (https://caddyserver.com/docs/api#concurrent-config-changes). Writes nothing when nothing differs: every
 * write loads the configuration anew. Other servers and apps of the same Caddy stay as they are.
 */
export function changeRoutes(admin: Admin, port: number): (edit: RoutesEdit) => Promise<void> {
  let tried: CaddyFeatures | null = null;
  return async (edit) => {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const { config, etag } = await readConfig(admin);
      const current = appRoutes(config.apps?.http?.servers?.[serverName(port)]);
      const features = featuresOf(current) ?? tried ?? { streamCloseDelay: true };
      const wanted = withServer(config, port, await edit(current, features));
      if (isDeepStrictEqual(wanted, config)) return;
      const { status, body } = await admin('POST', '/config/', renewed(wanted, port), etag);
      if (status === 200) {
        // Routes without a proxy prove nothing about what a proxy may say.
        tried = featuresOf(appRoutes(wanted.apps?.http?.servers?.[serverName(port)])) ?? tried;
        return;
      }
      if (status === 412) continue;
      if (!features.streamCloseDelay || tried !== null) throw refused(body);
      // An older Caddy refuses fields that it does not know; once more without them tells whether that was it.
      tried = { streamCloseDelay: false };
    }
    throw new AppError('edge.unavailable', 'The edge proxy is being changed by too many at once.');
  };
}

const serverName = (port: number) => `oatfin-${port}`;

async function readConfig(admin: Admin): Promise<{ config: CaddyConfig; etag: string }> {
  const { status, body, etag } = await admin('GET', '/config/');
  if (status !== 200 || etag === null) throw refused(body);
  const config: CaddyConfig | null = JSON.parse(body);
  return { config: config ?? {}, etag };
}

/** The configuration with these routes, in the generation that it has. */
function withServer(config: CaddyConfig, port: number, routes: CaddyRoute[]): CaddyConfig {
  const { http = {}, ...apps } = config.apps ?? {};
  const generation = generationOf(http.servers?.[serverName(port)]);
  const servers = { ...http.servers, [serverName(port)]: edgeServer(port, routes, generation) };
  return { ...config, apps: { ...apps, http: { ...http, shutdown_delay: shutdownDelay, servers } } };
}

function renewed(config: CaddyConfig, port: number): CaddyConfig {
  const http = config.apps?.http ?? {};
  const server = http.servers?.[serverName(port)];
  const generation = Date.now().toString(36) + Math.random().toString(36).slice(2, 6);
  const servers = { ...http.servers, [serverName(port)]: edgeServer(port, appRoutes(server), generation) };
  return { ...config, apps: { ...config.apps, http: { ...http, servers } } };
}

function refused(body: string): AppError {
  return new AppError('target.failed', `The edge proxy refused its routes: ${body.trim()}`, { details: { body } });
}
