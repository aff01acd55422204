import type Docker from 'dockerode';
import type { Edge } from '../../edge';
import type { UsageMeter } from './observe/usage';

/** How long things may take, in seconds. */
export interface DockerLimits {
  /** A public container without a health check must accept connections within this; default 60. */
  acceptSeconds: number;
  /** Any other container without a health check must run this long without a restart; default 3. */
  settleSeconds: number;
  /** Requests that are under way at old containers may take this long after the switch; default 10. */
  drainSeconds: number;
  /** From SIGTERM to SIGKILL; default 10. */
  stopSeconds: number;
}

export const defaultLimits: DockerLimits = { acceptSeconds: 60, settleSeconds: 3, drainSeconds: 10, stopSeconds: 10 };

/** What every part of the target works with. */
export interface Scope {
  docker: Docker;
  edge: Edge;
  /** Tells copies of Oatfin that share an engine apart; stands in every name and label. */
  instance: string;
  limits: DockerLimits;
  /** Remembers what it measured last, for whoever looks next. */
  usage: UsageMeter;
}
