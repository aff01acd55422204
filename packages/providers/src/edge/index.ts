export { caddyArguments, type HostCaddyOptions, migrateWaitingConnections } from './arguments';
export { createCaddyEdge } from './caddy.edge';
export type { Edge, EdgeOptions, EdgeRoute, RouteRef } from './edge';
