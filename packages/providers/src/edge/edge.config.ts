import { answerPage } from './pages';

/** The parts of Caddy's JSON configuration that Oatfin writes (https://caddyserver.com/docs/json/). */
export interface CaddyConfig {
  apps?: { http?: CaddyHttp; [app: string]: unknown };
  [key: string]: unknown;
}

interface CaddyHttp {
  servers?: Record<string, CaddyServer>;
  [key: string]: unknown;
}

export interface CaddyServer {
  listen: string[];
  routes: CaddyRoute[];
  [key: string]: unknown;
}

export interface CaddyRoute {
  '@id'?: string;
  match?: Record<string, unknown>[];
  handle: CaddyHandler[];
  terminal?: boolean;
}

interface CaddyHandler {
  handler: string;
  upstreams?: { dial: string }[];
  [key: string]: unknown;
}

/** What this Caddy can do: `stream_close_delay` came with 2.7. */
export interface CaddyFeatures {
  streamCloseDelay: boolean;
}

/** Matches nothing: the route only keeps its upstreams' request counts alive while they drain. */
const never = [{ not: [{ path: ['*'] }] }];

/** The route of one app: every replica an upstream, asked in turn, the next one when one cannot be reached. */
export function appRoute(id: string, hostname: string, upstreams: string[], features: CaddyFeatures): CaddyRoute {
  return { '@id': id, match: [{ host: [hostname] }], handle: [reverseProxy(upstreams, features)], terminal: true };
}

export function drainRoute(id: string, upstreams: string[], features: CaddyFeatures): CaddyRoute {
  return { '@id': id, match: never, handle: [reverseProxy(upstreams, features)] };
}

export function upstreamsOf(route: CaddyRoute | undefined): string[] {
  return (route?.handle ?? []).flatMap(({ upstreams }) => (upstreams ?? []).map(({ dial }) => dial));
}

/** Whether the routes that are there were written for a Caddy with the feature; null when there are none to tell. */
export function featuresOf(routes: CaddyRoute[]): CaddyFeatures | null {
  const proxies = routes.flatMap(({ handle }) => handle).filter(({ handler }) => handler === 'reverse_proxy');
  if (proxies.length === 0) return null;
  return { streamCloseDelay: proxies.some((proxy) => proxy.stream_close_delay !== undefined) };
}

/**
 * https://caddyserver.com/docs/json/apps/http/servers/routes/handle/reverse_proxy/
 * A request whose upstream cannot be reached is tried again for ten seconds: long enough for a container to restart.
 */
function reverseProxy(upstreams: string[], features: CaddyFeatures): CaddyHandler {
  const failover = { health_checks: { passive: { fail_duration: '2s', max_fails: 1 } } };
  return {
    handler: 'reverse_proxy',
    upstreams: upstreams.map((dial) => ({ dial })),
    load_balancing: { selection_policy: { policy: 'round_robin' }, try_duration: '10s', try_interval: '100ms' },
    // With a single upstream, marking it as failed would only refuse requests that it could answer again.
    ...(upstreams.length > 1 ? failover : {}),
    // Idle connections go before a Node server, which keeps them for five seconds, closes them under a request.
    transport: { protocol: 'http', dial_timeout: '2s', keep_alive: { idle_timeout: '4s' } },
    // Web sockets of every app would otherwise end with each change of the configuration.
    ...(features.streamCloseDelay ? { stream_close_delay: '24h' } : {}),
  };
}

/**
 * The server of one edge port: the apps' routes, a page for hosts that no app has, a page for apps that do not answer.
 *
 * With `generation` it also listens on an abstract socket whose name is new in every configuration. Caddy grants a
 * `shutdown_delay` only when a listener closes; during it the first route tells clients that reuse a connection to open
 * a new one. Without this a change resets kept connections at the moment their next request is on its way
 * (35 failed requests in 20 changes under load; with it none).
 */
export function edgeServer(port: number, routes: CaddyRoute[], generation: string): CaddyServer {
  return {
    listen: [`:${port}`, `unix/@oatfin-${port}-${generation}`],
    automatic_https: { disable: true },
    routes: [closingRoute, ...routes, unknownRoute],
    errors: { routes: [failedRoute] },
  };
}

/** How long the old configuration goes on answering, with `Connection: close`, after a change. */
export const shutdownDelay = '100ms';

const closingRoute: CaddyRoute = {
  '@id': 'oatfin-closing',
  match: [{ vars: { '{http.shutting_down}': ['true'] } }],
  handle: [{ handler: 'headers', response: { deferred: true, set: { Connection: ['close'] } } }],
};

const unknownRoute: CaddyRoute = {
  '@id': 'oatfin-unknown',
  handle: [answerPage(404, 'No app answers here', 'No app of Oatfin has this address, or it was taken down.')],
};

const failedRoute: CaddyRoute = {
  '@id': 'oatfin-failed',
  handle: [answerPage(503, 'This app does not answer', 'It may be restarting. Try again in a moment.')],
};

/** The routes of apps, without the three that every edge has. */
export function appRoutes(server: CaddyServer | undefined): CaddyRoute[] {
  return (server?.routes ?? []).filter((route) => (route['@id'] ?? '').startsWith('oatfin:'));
}

/** The generation a server was written with; empty when it has none. */
export function generationOf(server: CaddyServer | undefined): string {
  return /-([0-9a-z]+)$/.exec(server?.listen[1] ?? '')?.[1] ?? '';
}
