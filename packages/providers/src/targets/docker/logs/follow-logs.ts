import { type AppRef, endOfTail } from '../..';
import { appFilter } from '../containers/labels';
import { engineCall } from '../engine/errors';
import { endWith } from '../engine/streams';
import type { Scope } from '../scope';
import { createLineQueue, type Followed, type LineQueue } from './line-queue';
import { followOne, loggingContainers, readTail } from './read-logs';

export interface LogOptions {
  tail: number;
  follow: boolean;
  container?: string;
  signal: AbortSignal;
}

/**
 * Lines of the app's running containers, oldest first; with `follow` it goes on, after `endOfTail`, with what they write, also with what
 * containers write that start later or again, until the signal aborts.
 */
export async function* followLogs(scope: Scope, ref: AppRef, options: LogOptions): AsyncGenerator<Followed> {
  if (!options.follow) {
    yield* (await readTail(scope, await loggingContainers(scope, ref, options.container), options.tail)).lines;
    return;
  }
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const queue = createLineQueue();
  signal.addEventListener('abort', queue.end, { once: true });
  if (signal.aborted) return;
  try {
    await follow(scope, ref, { ...options, signal }, queue);
    yield* queue.lines();
  } finally {
    stop.abort();
  }
}

/** Gives the queue the tail and every line from then on, until the signal aborts. */
async function follow(scope: Scope, ref: AppRef, options: LogOptions, queue: LineQueue): Promise<void> {
  const { tail, container: name, signal } = options;
  const starts = await watchStarts(scope, ref, signal);
  const { lines, lastAt } = await readTail(scope, await loggingContainers(scope, ref, name), tail);
  lines.forEach(queue.give);
  queue.give(endOfTail);
  const following = new Set<string>();
  const attach = async () => {
    for (const container of await loggingContainers(scope, ref, name)) {
      if (following.has(container.id)) continue;
      following.add(container.id);
      followOne(scope, container, lastAt.get(container.id) ?? null, signal, queue.give).then((last) => {
        following.delete(container.id);
        if (last !== null) lastAt.set(container.id, last);
        // It ended; should it be running again by now, its start was overlooked.
        if (!signal.aborted) attach().catch(queue.fail);
      }, queue.fail);
    }
  };
  starts.on('data', () => void attach().catch(queue.fail));
  await attach();
}

/** A stream that says something whenever a container of the app starts. */
async function watchStarts(scope: Scope, ref: AppRef, signal: AbortSignal): Promise<NodeJS.ReadableStream> {
  const filters = JSON.stringify({ type: ['container'], event: ['start'], ...appFilter(scope, ref) });
  const events = await engineCall('watch its events', () => scope.docker.getEvents({ filters }));
  // An engine that goes away is noticed by those who follow the containers.
  events.on('error', () => undefined);
  endWith(events, signal);
  return events;
}
