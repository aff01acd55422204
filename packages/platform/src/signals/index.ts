import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { hint } from '../hint';

/**
 * Wake-ups between processes over Redis pub/sub. A signal is a hint that MongoDB holds something new: it may be lost,
 * so whoever listens looks for itself now and then as well.
 */
export interface Signals {
  /** Never throws for Redis being away. */
  publish(channel: string): Promise<void>;
  /** Calls `listener` at each signal until the returned function is called. */
  subscribe(channel: string, listener: () => void): () => void;
  close(): Promise<void>;
}

/** `redis` is used to publish; a second connection is made from it to subscribe. */
export function createSignals(redis: Redis, prefix: string, logger: Logger): Signals {
  const subscriber = redis.duplicate({ maxRetriesPerRequest: null });
  subscriber.on('error', (error) => logger.debug({ err: error }, 'redis connection failed'));
  const listeners = new Map<string, Set<() => void>>();
  subscriber.on('message', (channel: string) => {
    for (const listener of listeners.get(channel) ?? []) listener();
  });
  const name = (channel: string) => `${prefix}:signal:${channel}`;
  return {
    publish: (channel) => hint(logger, name(channel), () => redis.publish(name(channel), '')),
    subscribe: (channel, listener) => {
      addListener(subscriber, listeners, name(channel), listener);
      return () => removeListener(subscriber, listeners, name(channel), listener);
    },
    close: async () => subscriber.disconnect(),
  };
}

type Listeners = Map<string, Set<() => void>>;

function addListener(subscriber: Redis, listeners: Listeners, channel: string, listener: () => void): void {
  const known = listeners.get(channel);
  if (known) return void known.add(listener);
  listeners.set(channel, new Set([listener]));
  subscriber.subscribe(channel).catch(() => subscriber.disconnect(true));
}

function removeListener(subscriber: Redis, listeners: Listeners, channel: string, listener: () => void): void {
  const known = listeners.get(channel);
  known?.delete(listener);
  if (known?.size !== 0) return;
  listeners.delete(channel);
  subscriber.unsubscribe(channel).catch(() => subscriber.disconnect(true));
}
