import type { Logger } from 'pino';
import type { JobQueues } from '../queue';
import type { Keyring } from '../secrets';
import type { Signals } from '../signals';

/** Who acts: a user through the API, or Oatfin itself (a sweep, a schedule). */
export interface Actor {
  kind: 'user' | 'system';
  id: string;
  name: string;
}

/** What every use case needs, also those that no team owns (sign-up, sweeps). */
export interface BaseContext {
  requestId: string;
  logger: Logger;
  /** The clock; tests set it. */
  now(): Date;
  queues: JobQueues;
  secrets: Keyring;
  signals: Signals;
}

/** What every use case of a team's things is given first. Every query it makes carries `team`. */
export interface TeamContext extends BaseContext {
  team: string;
  actor: Actor;
}
