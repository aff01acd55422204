import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@oatfin/platform/errors';
import type { TargetStatus } from '../targets';
import { type Admin, connectAdmin } from './admin';
import { changeRoutes } from './change-routes';
import type { Edge, EdgeOptions, EdgeRoute, RouteRef } from './edge';
import { appRoute, type CaddyFeatures, type CaddyRoute, drainRoute, upstreamsOf } from './edge.config';

/** An edge that is a Caddy (2.6 or newer), driven by its admin API. Nothing is asked of it until the first call. */
export function createCaddyEdge({ adminUrl, port, container, domain = 'localhost' }: EdgeOptions): Edge {
  const admin = connectAdmin(adminUrl);
  const hostname = (host: string) => `${host}.${domain}`;
  const change = changeRoutes(admin, port);
  return {
    port,
    container: container ?? null,
    address: (host) => `http://${hostname(host)}${port === 80 ? '' : `:${port}`}`,
    status: () => edgeStatus(admin, adminUrl, port),
    setRoute: (route) => change(async (routes, features) => withRoute(routes, route, hostname(route.host), features)),
    removeRoute: (ref) => change(async (routes) => without(routes, ref)),
    inFlight: (upstreams) => countRequests(admin, upstreams),
    reconcile: (owner, list) =>
      change(async (routes, features) => reconciled(routes, owner, await list(), hostname, features)),
  };
}

const routeId = ({ owner, app }: RouteRef) => `oatfin:${owner}:${app}`;
const drainId = ({ owner, app }: RouteRef) => `oatfin:${owner}:${app}:draining`;

/** What the app's route pointed to before keeps being counted, until the next change of this route. */
function withRoute(routes: CaddyRoute[], route: EdgeRoute, hostname: string, features: CaddyFeatures): CaddyRoute[] {
  const taken = routes.find((other) => hasHost(other, hostname) && other['@id'] !== routeId(route));
  if (taken) throw new AppError('target.failed', `The address ${hostname} already belongs to another app.`);
  const wanted = appRoute(routeId(route), hostname, route.upstreams, features);
  const current = routes.find((other) => other['@id'] === routeId(route));
  if (isDeepStrictEqual(wanted, current)) return routes;
  const leaving = upstreamsOf(current).filter((upstream) => !route.upstreams.includes(upstream));
  const drain = leaving.length === 0 ? [] : [drainRoute(drainId(route), leaving, features)];
  return [...without(routes, route), wanted, ...drain];
}

function hasHost(route: CaddyRoute, hostname: string): boolean {
  return (route.match ?? []).some(({ host }) => Array.isArray(host) && host.includes(hostname));
}

function without(routes: CaddyRoute[], ref: RouteRef): CaddyRoute[] {
  return routes.filter((route) => route['@id'] !== routeId(ref) && route['@id'] !== drainId(ref));
}

function reconciled(
  routes: CaddyRoute[],
  owner: string,
  wanted: EdgeRoute[],
  hostname: (host: string) => string,
  features: CaddyFeatures,
): CaddyRoute[] {
  const keep = new Set(wanted.flatMap((route) => [routeId(route), drainId(route)]));
  const others = routes.filter(({ '@id': id = '' }) => !id.startsWith(`oatfin:${owner}:`) || keep.has(id));
  return wanted.reduce((done, route) => {
    const name = hostname(route.host);
    // Two apps that claim one address: the one that has it keeps it, and the other apps are served all the same.
    const taken = done.some((other) => hasHost(other, name) && other['@id'] !== routeId(route));
    return taken ? done : withRoute(done, route, name, features);
  }, others);
}

/** https://caddyserver.com/docs/api#get-reverse-proxyupstreams */
async function countRequests(admin: Admin, upstreams: string[]): Promise<number> {
  const { status, body } = await admin('GET', '/reverse_proxy/upstreams');
  if (status !== 200) throw new AppError('target.failed', `The edge does not count its requests: ${body}`);
  const counted: { address: string; num_requests: number }[] = JSON.parse(body);
  return counted
    .filter(({ address }) => upstreams.includes(address))
    .reduce((sum, { num_requests }) => sum + num_requests, 0);
}

async function edgeStatus(admin: Admin, adminUrl: string, port: number): Promise<TargetStatus> {
  const howTo =
    'Install Caddy 2.6 or newer: apt-get install caddy, or run the caddy:2 image, then restart Oatfin. ' +
    'With a Caddy of your own, say where its admin API is.';
  try {
    const { status } = await admin('GET', '/config/');
    if (status === 200) return { state: 'ready', detail: `Caddy at ${adminUrl}, apps on port ${port}` };
    return { state: 'missing', detail: `What answers at ${adminUrl} is not Caddy's admin API (${status}).`, howTo };
  } catch (error) {
    const detail = error instanceof AppError ? error.publicMessage : String(error);
    return { state: 'missing', detail, howTo };
  }
}
