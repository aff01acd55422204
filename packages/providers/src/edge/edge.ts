import type { TargetStatus } from '../targets';

/** Where an edge is and how it is reached. */
export interface EdgeOptions {
  /** Caddy's admin API: `http://127.0.0.1:2019` or `unix:/run/caddy/admin.sock`. Never reachable for apps. */
  adminUrl: string;
  /** The port apps are answered on. */
  port: number;
  /** Name of the container Caddy runs in; absent when it is a process of the engine's host. */
  container?: string;
  /** Ending of every app's host name; default `localhost`, which browsers resolve to this machine. */
  domain?: string;
}

/** Which app a route belongs to. `owner` tells copies of Oatfin that share an edge apart. */
export interface RouteRef {
  owner: string;
  app: string;
}

export interface EdgeRoute extends RouteRef {
  /** First label of the host name: `shop-acme`. */
  host: string;
  /** `address:port` of every replica; never empty. */
  upstreams: string[];
}

/**
 * The reverse proxy in front of all apps. Every call may be repeated and made by several processes at once.
 * Throws `edge.unavailable` when it does not answer and `target.failed` with what it said when it refuses.
 */
export interface Edge {
  readonly port: number;
  readonly container: string | null;
  /** `http://shop-acme.localhost:8080`. */
  address(host: string): string;
  /** Never throws. */
  status(): Promise<TargetStatus>;
  /**
   * Resolves when every new request of the host goes to these upstreams; requests under way end where they are.
   * Throws `target.failed` when another app has the host.
   */
  setRoute(route: EdgeRoute): Promise<void>;
  removeRoute(ref: RouteRef): Promise<void>;
  /** How many requests these upstreams are answering now. */
  inFlight(upstreams: string[]): Promise<number>;
  /** Makes the owner's routes equal to what `list` gives; `list` is asked again when somebody changed them meanwhile. */
  reconcile(owner: string, list: () => Promise<EdgeRoute[]>): Promise<void>;
}
