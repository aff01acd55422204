export { caddyArguments, type HostCaddyOptions } from './arguments';
export { createCaddyEdge } from './caddy.edge';
export type { Edge, EdgeOptions, EdgeRoute, RouteRef } from './edge';
