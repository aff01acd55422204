import { AppError } from '@oatfin/platform/errors';

/** How a container shows that it is ready; the same shape as on the wire. Durations in seconds. */
export type HealthCheck = {
  intervalSeconds: number;
  timeoutSeconds: number;
  retries: number;
  startPeriodSeconds: number;
} & (
  | { type: 'http'; path: string; port: number }
  | { type: 'tcp'; port: number }
  | { type: 'command'; command: string[] }
);

/** Credentials for one registry host. */
export interface RegistryCredentials {
  host: string;
  username: string;
  password: string;
}

/** One container to run, its image pinned, its secrets in clear (they never leave memory). */
export interface ReleaseContainer {
  name: string;
  /** Repository with host and digest: `127.0.0.1:5000/shop/api@sha256:…`. */
  image: string;
  digest: string;
  credentials: RegistryCredentials | null;
  command: string[] | null;
  replicas: number;
  cpu: number;
  memoryMb: number;
  ports: number[];
  publicPort: number | null;
  /** env and secrets together. */
  env: Record<string, string>;
  healthCheck: HealthCheck | null;
}

/**
 * What a deployment wants to run. `release` (the deployment's id) tells its containers from those of any other
 * deployment of the app, also one of the same revision.
 */
export interface Release {
  team: string;
  app: string;
  appName: string;
  revision: number;
  release: string;
  /** Host label of the app's address, `<app>-<team>`; null when no container is public. */
  host: string | null;
  containers: ReleaseContainer[];
}

/** Which app a target call is about. */
export interface AppRef {
  team: string;
  app: string;
}

/** Given to every call of a target: what to tell the deployment's log, and when to stop. */
export interface TargetCall {
  /** Says one line to the deployment's log. `stream` is `oatfin` unless a container wrote it. */
  log(text: string, stream?: 'stdout' | 'stderr'): void;
  /** Aborted on cancel and on shutdown; a call then stops its remote work and throws the signal's reason. */
  signal: AbortSignal;
}

/** A container of an app as the target sees it now; times ISO 8601, memory in bytes. */
export interface ObservedContainer {
  container: string;
  replica: number;
  revision: number;
  release: string;
  digest: string;
  state: 'created' | 'running' | 'restarting' | 'exited' | 'unknown';
  health: 'healthy' | 'unhealthy' | 'starting' | 'none';
  restarts: number;
  exitCode: number | null;
  startedAt: string | null;
  cpuPercent: number | null;
  memoryBytes: number | null;
  memoryLimitBytes: number | null;
}

export interface ContainerLogLine {
  at: string;
  container: string;
  replica: number;
  stream: 'stdout' | 'stderr';
  text: string;
}

/** Stands among the lines that are followed, once: what came before it are the last lines, what comes now is new. */
export const endOfTail = null;

/** What a failed health check or a dead container leaves for the person who has to mend it. */
export interface UnhealthyDetails {
  container: string;
  exitCode: number | null;
  /** What the check answered last, in words: `GET /health answered 503`. */
  healthCheck: string | null;
  /** The last 50 lines it wrote. */
  logTail: string[];
}

/**
 * Thrown by `checkHealth` when a container of the release does not become healthy (`deployment.unhealthy`) or dies
 * (`deployment.container_died`); `details` are UnhealthyDetails.
 */
export class UnhealthyError extends AppError {
  override name = 'UnhealthyError';
  declare readonly details: UnhealthyDetails & Record<string, unknown>;

  constructor(message: string, details: UnhealthyDetails) {
    super(details.exitCode === null ? 'deployment.unhealthy' : 'deployment.container_died', message, {
      details: { ...details },
    });
  }
}

export type TargetStatus = { state: 'ready'; detail: string } | { state: 'missing'; detail: string; howTo: string };

/**
 * A place where apps run. Every call is idempotent by name and label: a repeated call creates nothing twice.
 * Failures are `AppError`s (`target.unavailable` when nothing answers, `target.failed` with what the target said).
 */
export interface Target {
  kind: string;
  /** Whether the engine and the edge answer, and if not, how to get them. Never throws. */
  status(): Promise<{ engine: TargetStatus; edge: TargetStatus }>;
  /** `linux/amd64` and the like: what images must offer. */
  platform(): Promise<string>;
  pullImages(release: Release, call: TargetCall): Promise<void>;
  /** Network and containers of the release, started beside whatever runs. */
  startContainers(release: Release, call: TargetCall): Promise<void>;
  /** Resolves when every container of the release was observed healthy on its digest; else throws UnhealthyError. */
  checkHealth(release: Release, call: TargetCall): Promise<void>;
  /** Sends all traffic of the app to this release; removes the route when it has no public container. */
  shiftTraffic(release: Release, call: TargetCall): Promise<void>;
  /** Drains and removes every container of the app that is not of this release. */
  removeOld(release: Release, call: TargetCall): Promise<void>;
  /**
   * Undoes a release: traffic back to `previous` (the release id that served before, null: none; host as in Release),
   * then every other container of the app removed. Restores the old first.
   */
  restore(ref: AppRef & { host: string | null }, previous: string | null, call: TargetCall): Promise<void>;
  /** The containers of an app now; `stats` adds cpu and memory, as far as known without waiting. */
  observe(ref: AppRef, options?: { stats?: boolean }): Promise<ObservedContainer[]>;
  /**
   * Lines of the app's running containers, oldest first; with `follow` it goes on, after `endOfTail`, until the signal
   * aborts.
   */
  logs(
    ref: AppRef,
    options: { tail: number; follow: boolean; container?: string; signal: AbortSignal },
  ): AsyncIterable<ContainerLogLine | typeof endOfTail>;
  /** Removes everything of an app (containers, network, route), verified: what is left is `target.leftovers`, by name. */
  destroy(ref: AppRef, call: TargetCall): Promise<void>;
  /** Makes the edge say again what the engine runs: after a restart of either. Safe at any time. */
  reconcileTraffic(): Promise<void>;
}
