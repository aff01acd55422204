import type { Queue, QueueEntry } from '@/api/queue';
import { entriesOf } from '@/components/deployment/waiting';

/** A piece of a sentence; one with an address is a link. */
export type Part = string | { text: string; to: string };

/** Why a deployment that waits for its turn does not run yet, as a sentence. */
export function whyItWaits(entry: QueueEntry, queue: Queue): Part[] {
  if (entry.reason === 'app_busy') return sayBusy(entry, queue);
  if (entry.reason === 'team_share') {
    return [`${queue.limit} of ${queue.limit} that may run at a time are running. It starts when one of them ends.`];
  }
  return [entry.explanation ?? 'It waits for its turn.'];
}

/** Names the deployment that holds the app, as the queue knows it. */
function sayBusy({ deployment, explanation, holder }: QueueEntry, queue: Queue): Part[] {
  if (!holder) return [explanation ?? 'Another deployment of the app goes first.'];
  const first = entriesOf(queue).find((other) => other.deployment.id === holder)?.deployment;
  const link = { text: sayDeployment(first?.revision ?? null), to: `/apps/${deployment.app}/deployments/${holder}` };
  return [`One deployment of ${deployment.appName} at a time: `, link, ' goes first.'];
}

/** `revision 4`, or what is not numbered before its images are resolved. */
function sayDeployment(revision: number | null): string {
  return revision === null ? 'its new revision' : `revision ${revision}`;
}

/** `2 running, 1 waiting`, for the head of the page. */
export function countWords({ running, waiting, blocked }: Pick<Queue, 'running' | 'waiting' | 'blocked'>): string {
  const counts: [number, string][] = [
    [running.length, 'running'],
    [waiting.length, 'waiting'],
    [blocked.length, 'blocked'],
  ];
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}
