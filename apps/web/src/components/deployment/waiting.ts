import type { Deployment, DeploymentStatus } from '@oatfin/contracts';
import type { Queue } from '@/api/queue';
import { lookOf } from '@/components/status/StatusMark';

/** A dependency that has not succeeded yet. */
export interface Awaited {
  deployment: string;
  app: string;
  appName: string;
  /** null while its deployment does not exist, because its own time has not come. */
  status: DeploymentStatus | null;
}

/** Everything of the team that has not ended, whatever it waits for. */
export function entriesOf(queue: Pick<Queue, 'running' | 'waiting' | 'blocked'>) {
  return [...queue.running, ...queue.waiting, ...queue.blocked];
}

/**
 * Which of its dependencies a blocked deployment still waits for, and how they stand. The API's reason names them all;
 * those that have not ended are in the queue, those it names that are not there have not begun.
 */
export function awaitedBy(
  { waitsFor, reason }: Pick<Deployment, 'waitsFor' | 'reason'>,
  queue: Pick<Queue, 'running' | 'waiting' | 'blocked'>,
): Awaited[] {
  const statuses = new Map(entriesOf(queue).map(({ deployment }) => [deployment.id, deployment.status]));
  const named = namesIn(reason?.message ?? '');
  return waitsFor
    .map((one) => ({ ...one, status: statuses.get(one.deployment) ?? null }))
    .filter(({ status, appName }) => status !== null || named.has(appName));
}

/** `running`, or that it has not begun. */
export function awaitedWords(status: DeploymentStatus | null): string {
  return status === null ? 'not started yet' : lookOf('deployment', status).label.toLowerCase();
}

/** `Waits for db, api, and cache.` → its names. */
function namesIn(sentence: string): Set<string> {
  const list = /^Waits for (.*)\.$/.exec(sentence)?.[1] ?? '';
  return new Set(list.split(/, and | and |, /));
}
